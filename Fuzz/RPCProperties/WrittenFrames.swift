import Properties
import RawHTTP2

/// Judges everything that one end of a connection writes: frames, header blocks, and the order of
/// what belongs to a call.
struct WrittenFrames {
  enum Writer {
    case server
    case client
  }

  private static let payloadBytesMax = 16_384

  private let writer: Writer
  private let headers = HeaderReader()
  private var reader = FrameReader(hasPreface: false)
  /// What a client has written of its preface; nil once that is whole, and for a server.
  private var greeting: [UInt8]?
  private var frameCount = 0
  private var streams: [UInt32: WrittenStream] = [:]
  private var openBlock: (first: RawFrame, bytes: [UInt8])?
  private var lastStreamAllowed: UInt32 = .max
  private var newestStream: UInt32 = 0
  /// The streams that were begun, in order, for scripts that answer them.
  private(set) var begun: [UInt32] = []
  private(set) var dataBytes = 0
  private(set) var unansweredPings: [[UInt8]] = []

  init(of writer: Writer) {
    self.writer = writer
    greeting = writer == .server ? nil : []
  }

  /// The streams whose calls went well, by number.
  var succeeded: [UInt32] { streams.filter(\.value.hasSucceeded).keys.sorted() }

  mutating func takePings() -> [[UInt8]] {
    defer { unansweredPings = [] }
    return unansweredPings
  }

  mutating func append(_ bytes: some Sequence<UInt8>) throws(BrokenProperty) {
    guard let begun = greeting else { return try judge(reader.read(bytes)) }
    let all = begun + bytes
    guard all.count >= RawFrame.preface.count else { return greeting = all }
    try BrokenProperty.require(
      all.starts(with: RawFrame.preface), "a client begins with its preface")
    greeting = nil
    try judge(reader.read(all.dropFirst(RawFrame.preface.count)))
  }

  private mutating func judge(_ frames: [RawFrame]) throws(BrokenProperty) {
    for frame in frames { try judge(frame) }
  }

  private mutating func judge(_ frame: RawFrame) throws(BrokenProperty) {
    frameCount += 1
    try BrokenProperty.require(
      frameCount > 1 || frame.kind == RawFrame.Kind.settings, "settings are the first frame")
    try BrokenProperty.require(
      frame.payload.count <= Self.payloadBytesMax, "a frame is no larger than peers must take")
    if let (first, bytes) = openBlock {
      try BrokenProperty.require(
        frame.kind == RawFrame.Kind.continuation && frame.stream == first.stream,
        "a header block is not interrupted")
      return try block(first, bytes + frame.payload, isWhole: frame.has(RawFrame.endHeaders))
    }
    switch frame.kind {
    case RawFrame.Kind.data, RawFrame.Kind.headers, RawFrame.Kind.reset: try onStream(frame)
    case RawFrame.Kind.settings, RawFrame.Kind.ping, RawFrame.Kind.goAway: try onConnection(frame)
    case RawFrame.Kind.windowUpdate:
      try BrokenProperty.require(
        frame.payload.count == 4 && (1...0x7FFF_FFFF).contains(frame.code(at: 0)),
        "a window grows by something")
    default: throw BrokenProperty("only frames that have a use are written")
    }
  }

  private mutating func onStream(_ frame: RawFrame) throws(BrokenProperty) {
    // A promise of a server is reset on its own stream.
    let isPromise = writer == .client && frame.kind == RawFrame.Kind.reset
    try BrokenProperty.require(
      frame.stream % 2 == 1 || isPromise, "streams are those of the client")
    switch frame.kind {
    case RawFrame.Kind.headers:
      try BrokenProperty.require(
        !frame.has(RawFrame.padded) && !frame.has(RawFrame.hasPriority), "headers are plain")
      try block(frame, frame.payload, isWhole: frame.has(RawFrame.endHeaders))
    case RawFrame.Kind.data:
      dataBytes += frame.payload.count
      try BrokenProperty.require(!frame.has(RawFrame.padded), "data are plain")
      try streams[frame.stream, default: WrittenStream()].data(
        frame.payload, isLast: frame.has(RawFrame.endStream), isServer: writer == .server)
    default:
      try BrokenProperty.require(frame.payload.count == 4, "a reset has a code")
      streams[frame.stream, default: WrittenStream()].reset()
    }
  }

  private mutating func onConnection(_ frame: RawFrame) throws(BrokenProperty) {
    try BrokenProperty.require(frame.stream == 0, "the connection is stream 0")
    let isAcknowledgement = frame.has(RawFrame.acknowledgement)
    switch frame.kind {
    case RawFrame.Kind.settings:
      try BrokenProperty.require(
        frame.payload.count % 6 == 0 && (!isAcknowledgement || frame.payload.isEmpty),
        "settings are pairs, acknowledgements empty")
    case RawFrame.Kind.ping:
      try BrokenProperty.require(frame.payload.count == 8, "a ping has eight bytes")
      if !isAcknowledgement { unansweredPings.append(frame.payload) }
    default:
      try BrokenProperty.require(frame.payload.count >= 8, "a farewell has a code")
      // The library says farewell to peers that break rules by itself, as often as they do.
      guard frame.code(at: 4) == 0 else { return }
      let last = frame.code(at: 0)
      try BrokenProperty.require(last <= lastStreamAllowed, "no farewell takes back another")
      lastStreamAllowed = last
    }
  }

  private mutating func block(
    _ first: RawFrame, _ bytes: [UInt8], isWhole: Bool
  ) throws(BrokenProperty) {
    guard isWhole else {
      openBlock = (first, bytes)
      return
    }
    openBlock = nil
    let read = headers.readAll(bytes)
    try BrokenProperty.require(read.isWhole, "header blocks decode")
    let fields = read.fields
    let isLast = first.has(RawFrame.endStream)
    var stream = streams[first.stream] ?? WrittenStream()
    switch writer {
    case .server:
      try BrokenProperty.require(
        first.stream <= lastStreamAllowed, "no stream is answered that was refused")
      try stream.response(fields, isLast: isLast)
    case .client:
      try BrokenProperty.require(first.stream > newestStream, "streams have growing numbers")
      newestStream = first.stream
      begun.append(first.stream)
      try stream.request(fields, isLast: isLast)
    }
    streams[first.stream] = stream
  }
}
