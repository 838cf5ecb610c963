import RawHTTP2

/// What a server has to send after the steps before.
package enum CaseExpectation: Sendable, Hashable {
  /// SETTINGS as its first frame.
  case preface
  /// The acknowledgement of settings.
  case settingsAcknowledgement
  /// The answer to the PING that carried these bytes.
  case pingAnswer([UInt8])
  /// An answer on the stream to its end, with this gRPC status, or any when nil.
  case answer(stream: UInt32, status: Int? = nil)
  /// An answer on the stream to its end, with this HTTP status and none of gRPC.
  case httpAnswer(stream: UInt32, status: Int)
  /// As the next DATA frame of the stream one with so many bytes.
  case data(stream: UInt32, bytes: Int)
  /// One of these codes in RST_STREAM, on the stream or on any when nil, or in GOAWAY with the end of
  /// the connection: an end may take any error for one of the connection.
  case streamError(stream: UInt32?, [WireErrorCode])
  /// GOAWAY with one of these codes, then the end of the connection.
  case connectionError([WireErrorCode])
  /// The end of the connection, with or without a reason.
  case close
  /// Any one of several.
  case anyOf([CaseExpectation])
}

extension CaseExpectation: CustomStringConvertible {
  /// Words for a report.
  package var description: String {
    switch self {
    case .preface: "SETTINGS as first frame"
    case .settingsAcknowledgement: "an acknowledgement of settings"
    case .pingAnswer: "an answer to PING"
    case .answer(let stream, nil): "an answer on stream \(stream)"
    case .answer(let stream, let status?): "status \(status) on stream \(stream)"
    case .httpAnswer(let stream, let status): "HTTP status \(status) on stream \(stream)"
    case .data(let stream, let bytes): "\(bytes) bytes of data on stream \(stream)"
    case .streamError(let stream, let codes):
      "\(codes) for \(stream.map { "stream \($0)" } ?? "a stream")"
    case .connectionError(let codes): "\(codes) for the connection"
    case .close: "the end of the connection"
    case .anyOf(let several): several.map(\.description).joined(separator: " or ")
    }
  }
}
