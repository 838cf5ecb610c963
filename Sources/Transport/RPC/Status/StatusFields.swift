/// The trailers that carry a status.
enum StatusFields {
  /// A longer message is cut, so that trailers stay below common header limits.
  private static let messageBytesMax = 1_024

  static func fill(_ block: inout HeaderBlock, _ error: RPCError?) {
    guard let error else {
      block.add("grpc-status", "0")
      return
    }
    block.add("grpc-status", String(error.code.rawValue).utf8, isIndexed: true)
    if !error.message.isEmpty {
      block.add("grpc-message", PercentEncoding.encode(cut(error.message)), isIndexed: true)
    }
    if let details = StatusDetails.encode(error) {
      block.add("grpc-status-details-bin", Base64.encode(details), isIndexed: false)
    }
  }

  /// The beginning that fits when each byte takes three; a character may be of many bytes.
  private static func cut(_ message: String) -> String {
    guard message.utf8.count > messageBytesMax / 4 else { return message }
    return String(decoding: message.utf8.prefix(messageBytesMax / 4), as: UTF8.self)
  }
}
