import CNghttp2

/// The codes of RST_STREAM and GOAWAY that this module uses.
struct HTTP2ErrorCode: Hashable, Sendable {
  let number: UInt32

  static let noError = Self(number: NGHTTP2_NO_ERROR.rawValue)
  static let protocolError = Self(number: NGHTTP2_PROTOCOL_ERROR.rawValue)
  static let internalError = Self(number: NGHTTP2_INTERNAL_ERROR.rawValue)
  static let refusedStream = Self(number: NGHTTP2_REFUSED_STREAM.rawValue)
  static let cancel = Self(number: NGHTTP2_CANCEL.rawValue)
  static let enhanceYourCalm = Self(number: NGHTTP2_ENHANCE_YOUR_CALM.rawValue)
  static let inadequateSecurity = Self(number: NGHTTP2_INADEQUATE_SECURITY.rawValue)
  static let streamClosed = Self(number: NGHTTP2_STREAM_CLOSED.rawValue)
}

/// The library gave up on a connection.
struct HTTP2SessionError: Error {
  /// The number of nghttp2.
  let code: Int32
}
