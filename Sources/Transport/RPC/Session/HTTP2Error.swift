import CNghttp2

/// The codes of RST_STREAM and GOAWAY that this module uses.
package struct HTTP2ErrorCode: Hashable, Sendable {
  /// The number on the wire.
  package let number: UInt32

  /// Nothing is wrong.
  package static let noError = Self(number: NGHTTP2_NO_ERROR.rawValue)
  /// The peer broke a rule.
  package static let protocolError = Self(number: NGHTTP2_PROTOCOL_ERROR.rawValue)
  /// We failed.
  package static let internalError = Self(number: NGHTTP2_INTERNAL_ERROR.rawValue)
  /// The stream was not begun with.
  package static let refusedStream = Self(number: NGHTTP2_REFUSED_STREAM.rawValue)
  /// The stream is not wanted any more.
  package static let cancel = Self(number: NGHTTP2_CANCEL.rawValue)
  /// The peer costs too much.
  package static let enhanceYourCalm = Self(number: NGHTTP2_ENHANCE_YOUR_CALM.rawValue)
  /// The peer wants stronger security.
  package static let inadequateSecurity = Self(number: NGHTTP2_INADEQUATE_SECURITY.rawValue)
  /// A frame came for a closed stream.
  package static let streamClosed = Self(number: NGHTTP2_STREAM_CLOSED.rawValue)
}

/// The library gave up on a connection.
package struct HTTP2SessionError: Error {
  /// The number of nghttp2.
  package let code: Int32

  /// Whether the peer made us queue more answers than it takes.
  var isFlood: Bool { code == NGHTTP2_ERR_FLOODED.rawValue }
}
