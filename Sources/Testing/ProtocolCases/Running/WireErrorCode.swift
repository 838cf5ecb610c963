/// The error codes of RFC 9113, section 7.
package enum WireErrorCode: UInt32, Sendable, Hashable {
  /// Nothing is wrong.
  case noError = 0
  /// A rule of the protocol was broken.
  case protocolError = 1
  /// The sender failed.
  case internalError = 2
  /// More was sent than the window allowed, or the window grew too large.
  case flowControlError = 3
  /// Settings were not acknowledged in time.
  case settingsTimeout = 4
  /// A frame came for a stream that takes none any more.
  case streamClosed = 5
  /// A frame has a size that it cannot have.
  case frameSizeError = 6
  /// The stream was not begun with.
  case refusedStream = 7
  /// The stream is not wanted any more.
  case cancel = 8
  /// A header block cannot be decompressed.
  case compressionError = 9
  /// The sender of the error has had too much.
  case enhanceYourCalm = 11
}
