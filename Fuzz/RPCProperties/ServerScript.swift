import NIOCore
import Properties

/// Plays an input as frames of a client and as events around its connection.
struct ServerScript {
  private static let timeMax = TimeAmount.seconds(600)

  private let stage: ServerStage
  private var pending: [UInt8] = []
  private var newest: UInt32 = 1
  private var isFirst = true
  private var timePassed = TimeAmount.zero

  init(stage: ServerStage) {
    self.stage = stage
  }

  mutating func play(_ input: inout InputReader) throws(BrokenProperty) {
    pending = Frame.preface + Frame(Frame.Kind.settings).bytes
    while !input.isAtEnd { try step(&input) }
    try flush(pieces: 1)
  }

  /// The low half of a step's byte says what it is; the next two bits whether more comes with it and
  /// whether the stream ends; the last two which stream it is on.
  private mutating func step(_ input: inout InputReader) throws(BrokenProperty) {
    let step = input.byte()
    let isLast = step & 0x20 != 0
    switch step & 0xF {
    case 0, 1: addCall(step, isLast: isLast, &input)
    case 2, 3: addMessage(stream(step, &input), isLast: isLast, &input)
    case 4: add(Frame.Kind.data, isLast ? 1 : 0, stream(step, &input), input.bytes())
    case 5: addAny(stream(step, &input), &input)
    case 6: add(Frame.Kind.resetStream, 0, stream(step, &input), Frame.four(UInt32(input.byte())))
    case 7:
      add(
        Frame.Kind.windowUpdate, 0, isLast ? 0 : stream(step, &input),
        Frame.four(UInt32(input.number16()) << 4))
    case 8: addSettings(isAcknowledgement: isLast, &input)
    case 9: add(Frame.Kind.ping, isLast ? 1 : 0, 0, input.bytes(8))
    case 10: try advance(input.byte())
    case 11: try setWritable(isLast)
    case 12: try beginEnd(input.byte())
    case 13: try answerPings()
    case 14:
      add(
        Frame.Kind.headers, Frame.Flag.endHeaders | (isLast ? 1 : 0), stream(step, &input),
        input.bytes())
    default: pending += input.bytes()
    }
    if step & 0x10 == 0 { try flush(pieces: isLast ? 3 : 1) }
  }
}

extension ServerScript {
  private mutating func flush(pieces: Int) throws(BrokenProperty) {
    defer { pending = [] }
    try stage.receive(pending, pieces: pieces)
  }

  private mutating func stream(_ step: UInt8, _ input: inout InputReader) -> UInt32 {
    switch step >> 6 {
    case 0: newest
    case 1: 1
    case 2: newest > 2 ? newest - 2 : newest
    default: UInt32(input.byte())
    }
  }

  private mutating func add(_ kind: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
    pending += Frame(kind, flags: flags, stream: stream, payload).bytes
  }

  /// The headers of a call, right or wrong in one place, in one frame or two.
  private mutating func addCall(_ step: UInt8, isLast: Bool, _ input: inout InputReader) {
    if isFirst { isFirst = false } else if step >> 6 != 3 { newest += 2 }
    let stream = newest
    let block = RequestHeadScript.block(&input)
    let end: UInt8 = isLast ? Frame.Flag.endStream : 0
    guard step & 1 == 1 else {
      return add(Frame.Kind.headers, Frame.Flag.endHeaders | end, stream, block)
    }
    let cut = min(block.count, Int(input.byte()))
    add(Frame.Kind.headers, end, stream, Array(block[..<cut]))
    add(Frame.Kind.continuation, Frame.Flag.endHeaders, stream, Array(block[cut...]))
  }

  private mutating func addMessage(_ stream: UInt32, isLast: Bool, _ input: inout InputReader) {
    let bytes = MessageScript.bytes(&input)
    let cut = min(bytes.count, Int(input.byte()))
    if cut > 0 { add(Frame.Kind.data, 0, stream, Array(bytes[..<cut])) }
    add(Frame.Kind.data, isLast ? Frame.Flag.endStream : 0, stream, Array(bytes[cut...]))
  }

  private mutating func addAny(_ stream: UInt32, _ input: inout InputReader) {
    let kind = input.byte() % 13
    add(kind, input.byte(), stream, input.bytes())
  }

  private mutating func addSettings(isAcknowledgement: Bool, _ input: inout InputReader) {
    guard !isAcknowledgement else { return add(Frame.Kind.settings, 1, 0, []) }
    var pairs: [UInt8] = []
    for _ in 0..<(input.byte() & 3) {
      pairs += [0, input.byte() & 15] + Frame.four(input.number32())
    }
    add(Frame.Kind.settings, 0, 0, pairs)
  }

  /// Time passes, from a millisecond on in steps of a quarter.
  private mutating func advance(_ scale: UInt8) throws(BrokenProperty) {
    let time = TimeAmount.milliseconds(Int64(4 + (scale & 3)) << Int64(scale >> 2 & 15))
    try flush(pieces: 1)
    guard timePassed + time < Self.timeMax else { return }
    timePassed = timePassed + time
    try stage.advance(time)
  }

  private mutating func setWritable(_ isWritable: Bool) throws(BrokenProperty) {
    try flush(pieces: 1)
    try stage.setWritable(isWritable)
  }

  private mutating func answerPings() throws(BrokenProperty) {
    try flush(pieces: 1)
    try stage.answerPings()
  }

  private mutating func beginEnd(_ how: UInt8) throws(BrokenProperty) {
    try flush(pieces: 1)
    switch how & 3 {
    case 0: try stage.endConnections(gracefully: .milliseconds(Int64(how) * 10))
    case 1: try stage.endConnections(gracefully: nil)
    case 2: add(Frame.Kind.goAway, 0, 0, Frame.four(newest) + Frame.four(UInt32(how >> 2)))
    default: try stage.endConnections(gracefully: .seconds(Int64(how)))
    }
  }
}
