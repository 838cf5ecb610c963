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
      let message = PercentEncoding.encode(String(error.message.prefix(messageBytesMax / 4)))
      block.add("grpc-message", message, isIndexed: true)
    }
    if let details = StatusDetails.encode(error) {
      block.add("grpc-status-details-bin", Base64.encode(details), isIndexed: false)
    }
  }
}
