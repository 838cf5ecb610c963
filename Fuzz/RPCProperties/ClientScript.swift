import NIOCore
import Properties
import RawHTTP2

/// Plays an input as frames of a server and as events around its connection.
struct ClientScript {
  private let stage: ClientStage
  private var pending = PendingFrames()
  private var time = PassingTime(atMost: .seconds(300))

  init(stage: ClientStage) {
    self.stage = stage
  }

  mutating func play(_ input: inout InputReader) throws(BrokenProperty) {
    try open(&input)
    try stage.verify(hasEndedCertificate: false)
    pending = PendingFrames(RawFrame.settings.bytes)
    while !input.isAtEnd { try step(&input) }
    try flush(pieces: 1)
  }

  /// The low half of a step's byte says what it is; the next two bits whether more comes with it and
  /// whether the stream ends; the last two which stream it is on.
  private mutating func step(_ input: inout InputReader) throws(BrokenProperty) {
    let step = input.byte()
    let isLast = step & 0x20 != 0
    switch step & 0xF {
    case 0: pending.addSettings(isAcknowledgement: isLast, &input)
    case 1, 2: addHeaders(stream(step, &input), isLast: isLast, &input)
    case 3, 4: pending.addMessage(stream(step, &input), isLast: isLast, &input)
    case 5: addTrailers(stream(step, &input), &input)
    case 6: pending.add(input.byte() % 13, input.byte(), stream(step, &input), input.bytes())
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
    default: pending.append(input.bytes())
    }
    if step & 0x10 == 0 { try flush(pieces: isLast ? 3 : 1) }
  }
}

extension ClientScript {
  private mutating func flush(pieces: Int) throws(BrokenProperty) {
    try stage.receive(pending.take(), pieces: pieces)
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

  private func open(_ input: inout InputReader) throws(BrokenProperty) {
    let conduct = ClientTask.Conduct(bits: input.byte())
    try stage.open(conduct, RequestBytes.message(&input))
  }

  private mutating func addHeaders(
    _ stream: UInt32, isLast: Bool, _ input: inout InputReader
  ) {
    let flags = RawFrame.endHeaders | (isLast ? RawFrame.endStream : 0)
    pending.add(RawFrame.Kind.headers, flags, stream, ResponseHeadScript.headers(&input))
  }

  private mutating func addTrailers(_ stream: UInt32, _ input: inout InputReader) {
    let flags = RawFrame.endHeaders | RawFrame.endStream
    pending.add(RawFrame.Kind.headers, flags, stream, ResponseHeadScript.trailers(&input))
  }

  private mutating func addControl(
    _ stream: UInt32, isReset: Bool, _ input: inout InputReader
  ) {
    let number = input.number16()
    guard !isReset else {
      return pending.add(RawFrame.Kind.reset, 0, stream, RawFrame.number(UInt32(number >> 8 & 15)))
    }
    pending.add(
      RawFrame.Kind.windowUpdate, 0, number & 1 == 0 ? 0 : stream,
      RawFrame.number(UInt32(number) << 4))
  }

  private mutating func addFarewell(_ input: inout InputReader) {
    let last = input.byte()
    let code = input.byte()
    let words = code & 0x80 == 0 ? [] : Array("too_many_pings".utf8)
    pending.add(
      RawFrame.Kind.goAway, 0, 0,
      RawFrame.number(last == 0xFF ? 0x7FFF_FFFF : UInt32(last))
        + RawFrame.number(UInt32(code & 15)) + words)
  }

  private mutating func pings(
    areAnswered: Bool, _ input: inout InputReader
  ) throws(BrokenProperty) {
    guard areAnswered else {
      return pending.add(RawFrame.Kind.ping, input.byte() & 1, 0, input.bytes(8))
    }
    try flush(pieces: 1)
    try stage.answerPings()
  }

  private mutating func advance(_ scale: UInt8) throws(BrokenProperty) {
    try flush(pieces: 1)
    if let step = time.step(scale) { try stage.advance(step) }
  }

  private mutating func happen(_ what: UInt8) throws(BrokenProperty) {
    try flush(pieces: 1)
    switch what & 3 {
    case 0: try stage.hangUp()
    case 1: try stage.endConnections(gracefully: what & 4 == 0 ? nil : .seconds(Int64(what >> 3)))
    default:
      // A connection that was made anew.
      try stage.verify(hasEndedCertificate: what & 4 != 0)
      pending = PendingFrames(RawFrame.settings.bytes)
    }
  }
}
