import RawHTTP2

/// The method of a server that the cases call.
///
/// It takes one message and answers with one that has at least one byte; an empty message is answered
/// too.
package struct CaseTarget: Sendable, Hashable {
  /// The path of the method.
  package let path: String
  /// A request, as protobuf without the prefix.
  package let message: [UInt8]

  /// A target; `message` must have so few bytes that it fits one frame with its prefix.
  package init(path: String, message: [UInt8]) {
    self.path = path
    self.message = message
  }
}

extension CaseTarget {
  static let endings = RawFrame.endHeaders | RawFrame.endStream
  static let pingPayload: [UInt8] = [7, 0, 1, 0, 2, 0, 3, 0]

  /// The fields of a proper call.
  var fields: [(String, String)] {
    [
      (":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "localhost"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ]
  }

  /// The header block of a proper call.
  var block: [UInt8] { Self.block(fields) }

  static func block(_ fields: [(String, String)]) -> [UInt8] {
    fields.flatMap { RawFrame.field($0.0, $0.1) }
  }

  /// Header fields that fill most of a frame.
  static var bulk: [UInt8] { RawFrame.field("x-bulk", String(repeating: "b", count: 4_000)) }

  /// Opens a stream with any block, by default that of a proper call.
  func head(
    _ stream: UInt32 = 1, flags: UInt8 = RawFrame.endHeaders, _ block: [UInt8]? = nil
  ) -> RawFrame {
    RawFrame(
      kind: RawFrame.Kind.headers, flags: flags, stream: stream, payload: block ?? self.block)
  }

  /// Opens a stream with the fields of a proper call and more.
  func head(
    _ stream: UInt32 = 1, flags: UInt8 = RawFrame.endHeaders, adding extra: [(String, String)]
  ) -> RawFrame {
    head(stream, flags: flags, Self.block(fields + extra))
  }

  /// The last frame of a proper request.
  func body(_ stream: UInt32 = 1, flags: UInt8 = RawFrame.endStream) -> RawFrame {
    .data(stream, prefixed, flags: flags)
  }

  /// The message with its prefix.
  var prefixed: [UInt8] { RawFrame.message(message) }

  /// A proper call.
  func request(_ stream: UInt32 = 1) -> [RawFrame] { [head(stream), body(stream)] }

  /// A call whose answer cannot end, because its window is closed: half closed by the client.
  var heldRequest: [RawFrame] { [.settings([(number: 4, value: 0)])] + request() }

  static let ping = RawFrame.ping(payload: pingPayload)
}

extension CaseExpectation {
  /// The answer to the PING of the cases.
  static let ponged = CaseExpectation.pingAnswer(CaseTarget.pingPayload)
  /// A connection error for a broken rule.
  static let protocolError = CaseExpectation.connectionError([.protocolError])
  /// A connection error for a frame of a wrong size.
  static let frameSizeError = CaseExpectation.connectionError([.frameSizeError])
  /// A connection error for a header block that cannot be read.
  static let compressionError = CaseExpectation.connectionError([.compressionError])
  /// The answer of a proper call.
  static let success = CaseExpectation.answer(stream: 1, status: 0)

  /// An error of the first stream.
  static func reset(_ codes: WireErrorCode...) -> CaseExpectation {
    .streamError(stream: 1, codes)
  }
}
