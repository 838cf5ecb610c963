import NIOCore
import Properties
import RawHTTP2

/// Plays an input as frames of a client and as events around its connection.
struct ServerScript {
  private let stage: ServerStage
  private var pending = PendingFrames()
  private var newest: UInt32 = 1
  private var isFirst = true
  private var time = PassingTime(atMost: .seconds(600))

  init(stage: ServerStage) {
    self.stage = stage
  }

  mutating func play(_ input: inout InputReader) throws(BrokenProperty) {
    pending = PendingFrames(RawFrame.preface + RawFrame.settings.bytes)
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
    case 2, 3: pending.addMessage(stream(step, &input), isLast: isLast, &input)
    case 4: pending.add(RawFrame.Kind.data, isLast ? 1 : 0, stream(step, &input), input.bytes())
    case 5: addAny(stream(step, &input), &input)
    case 6:
      pending.add(
        RawFrame.Kind.reset, 0, stream(step, &input), RawFrame.number(UInt32(input.byte())))
    case 7:
      pending.add(
        RawFrame.Kind.windowUpdate, 0, isLast ? 0 : stream(step, &input),
        RawFrame.number(UInt32(input.number16()) << 4))
    case 8: pending.addSettings(isAcknowledgement: isLast, &input)
    case 9: pending.add(RawFrame.Kind.ping, isLast ? 1 : 0, 0, input.bytes(8))
    case 10: try advance(input.byte())
    case 11: try setWritable(isLast)
    case 12: try beginEnd(input.byte())
    case 13: try answerPings()
    case 14:
      pending.add(
        RawFrame.Kind.headers, RawFrame.endHeaders | (isLast ? 1 : 0), stream(step, &input),
        input.bytes())
    default: pending.append(input.bytes())
    }
    if step & 0x10 == 0 { try flush(pieces: isLast ? 3 : 1) }
  }
}

extension ServerScript {
  private mutating func flush(pieces: Int) throws(BrokenProperty) {
    try stage.receive(pending.take(), pieces: pieces)
  }

  private mutating func stream(_ step: UInt8, _ input: inout InputReader) -> UInt32 {
    switch step >> 6 {
    case 0: newest
    case 1: 1
    case 2: newest > 2 ? newest - 2 : newest
    default: UInt32(input.byte())
    }
  }

  /// The headers of a call, right or wrong in one place, in one frame or two.
  private mutating func addCall(_ step: UInt8, isLast: Bool, _ input: inout InputReader) {
    if isFirst { isFirst = false } else if step >> 6 != 3 { newest += 2 }
    let stream = newest
    let block = RequestHeadScript.block(&input)
    let end: UInt8 = isLast ? RawFrame.endStream : 0
    guard step & 1 == 1 else {
      return pending.add(RawFrame.Kind.headers, RawFrame.endHeaders | end, stream, block)
    }
    let cut = min(block.count, Int(input.byte()))
    pending.add(RawFrame.Kind.headers, end, stream, Array(block[..<cut]))
    pending.add(RawFrame.Kind.continuation, RawFrame.endHeaders, stream, Array(block[cut...]))
  }

  private mutating func addAny(_ stream: UInt32, _ input: inout InputReader) {
    let kind = input.byte() % 13
    pending.add(kind, input.byte(), stream, input.bytes())
  }

  private mutating func advance(_ scale: UInt8) throws(BrokenProperty) {
    try flush(pieces: 1)
    if let step = time.step(scale) { try stage.advance(step) }
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
    case 2:
      pending.add(
        RawFrame.Kind.goAway, 0, 0, RawFrame.number(newest) + RawFrame.number(UInt32(how >> 2)))
    default: try stage.endConnections(gracefully: .seconds(Int64(how)))
    }
  }
}
