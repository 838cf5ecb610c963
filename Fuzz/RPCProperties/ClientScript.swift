import NIOCore
import Properties

/// Plays an input as frames of a server and as events around its connection.
struct ClientScript {
  private static let timeMax = TimeAmount.seconds(300)

  private let stage: ClientStage
  private var pending: [UInt8] = []
  private var timePassed = TimeAmount.zero

  init(stage: ClientStage) {
    self.stage = stage
  }

  mutating func play(_ input: inout InputReader) throws(BrokenProperty) {
    try open(&input)
    try stage.verify(hasEndedCertificate: false)
    pending = Frame(Frame.Kind.settings).bytes
    while !input.isAtEnd { try step(&input) }
    try flush(pieces: 1)
  }

  /// The low half of a step's byte says what it is; the next two bits whether more comes with it and
  /// whether the stream ends; the last two which stream it is on.
  private mutating func step(_ input: inout InputReader) throws(BrokenProperty) {
    let step = input.byte()
    let isLast = step & 0x20 != 0
    switch step & 0xF {
    case 0: addSettings(isAcknowledgement: isLast, &input)
    case 1, 2: addHeaders(stream(step, &input), isLast: isLast, &input)
    case 3, 4: addMessage(stream(step, &input), isLast: isLast, &input)
    case 5: addTrailers(stream(step, &input), &input)
    case 6: add(input.byte() % 13, input.byte(), stream(step, &input), input.bytes())
    case 7: addControl(stream(step, &input), isReset: isLast, &input)
    case 8: addFarewell(&input)
    case 9: try pings(areAnswered: isLast, &input)
    case 10: try advance(input.byte())
    case 11:
      try flush(pieces: 1)
      try stage.setWritable(isLast)
    case 12:
      try flush(pieces: 1)
      try open(&input)
    case 13:
      try flush(pieces: 1)
      try stage.cancel(Int(input.byte()))
    case 14: try happen(input.byte())
    default: pending += input.bytes()
    }
    if step & 0x10 == 0 { try flush(pieces: isLast ? 3 : 1) }
  }
}

extension ClientScript {
  private mutating func flush(pieces: Int) throws(BrokenProperty) {
    defer { pending = [] }
    try stage.receive(pending, pieces: pieces)
  }

  private func stream(_ step: UInt8, _ input: inout InputReader) -> UInt32 {
    let streams = stage.streams
    guard let first = streams.first, let last = streams.last else { return 1 }
    switch step >> 6 {
    case 0: return last
    case 1: return first
    case 2: return streams[Int(input.byte()) % streams.count]
    default: return UInt32(input.byte())
    }
  }

  private mutating func add(_ kind: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
    pending += Frame(kind, flags: flags, stream: stream, payload).bytes
  }

  private func open(_ input: inout InputReader) throws(BrokenProperty) {
    let conduct = ClientTask.Conduct(bits: input.byte())
    try stage.open(conduct, RequestBytes.message(&input))
  }

  private mutating func addHeaders(
    _ stream: UInt32, isLast: Bool, _ input: inout InputReader
  ) {
    let flags = Frame.Flag.endHeaders | (isLast ? Frame.Flag.endStream : 0)
    add(Frame.Kind.headers, flags, stream, ResponseHeadScript.headers(&input))
  }

  private mutating func addTrailers(_ stream: UInt32, _ input: inout InputReader) {
    let flags = Frame.Flag.endHeaders | Frame.Flag.endStream
    add(Frame.Kind.headers, flags, stream, ResponseHeadScript.trailers(&input))
  }

  private mutating func addMessage(
    _ stream: UInt32, isLast: Bool, _ input: inout InputReader
  ) {
    let bytes = MessageScript.bytes(&input)
    let cut = min(bytes.count, Int(input.byte()))
    if cut > 0 { add(Frame.Kind.data, 0, stream, Array(bytes[..<cut])) }
    add(Frame.Kind.data, isLast ? Frame.Flag.endStream : 0, stream, Array(bytes[cut...]))
  }

  private mutating func addControl(
    _ stream: UInt32, isReset: Bool, _ input: inout InputReader
  ) {
    let number = input.number16()
    guard !isReset else {
      return add(Frame.Kind.resetStream, 0, stream, Frame.four(UInt32(number >> 8 & 15)))
    }
    add(
      Frame.Kind.windowUpdate, 0, number & 1 == 0 ? 0 : stream, Frame.four(UInt32(number) << 4))
  }

  private mutating func addFarewell(_ input: inout InputReader) {
    let last = input.byte()
    let code = input.byte()
    let words = code & 0x80 == 0 ? [] : Array("too_many_pings".utf8)
    add(
      Frame.Kind.goAway, 0, 0,
      Frame.four(last == 0xFF ? 0x7FFF_FFFF : UInt32(last)) + Frame.four(UInt32(code & 15)) + words)
  }

  private mutating func pings(
    areAnswered: Bool, _ input: inout InputReader
  ) throws(BrokenProperty) {
    guard areAnswered else { return add(Frame.Kind.ping, input.byte() & 1, 0, input.bytes(8)) }
    try flush(pieces: 1)
    try stage.answerPings()
  }

  private mutating func addSettings(isAcknowledgement: Bool, _ input: inout InputReader) {
    guard !isAcknowledgement else { return add(Frame.Kind.settings, 1, 0, []) }
    var pairs: [UInt8] = []
    for _ in 0..<(input.byte() & 3) {
      pairs += [0, input.byte() & 15] + Frame.four(input.number32())
    }
    add(Frame.Kind.settings, 0, 0, pairs)
  }

  private mutating func advance(_ scale: UInt8) throws(BrokenProperty) {
    let time = TimeAmount.milliseconds(Int64(4 + (scale & 3)) << Int64(scale >> 2 & 15))
    try flush(pieces: 1)
    guard timePassed + time < Self.timeMax else { return }
    timePassed = timePassed + time
    try stage.advance(time)
  }

  private mutating func happen(_ what: UInt8) throws(BrokenProperty) {
    try flush(pieces: 1)
    switch what & 3 {
    case 0: try stage.hangUp()
    case 1: try stage.endConnections(gracefully: what & 4 == 0 ? nil : .seconds(Int64(what >> 3)))
    default:
      // A connection that was made anew.
      try stage.verify(hasEndedCertificate: what & 4 != 0)
      pending = Frame(Frame.Kind.settings).bytes
    }
  }
}
