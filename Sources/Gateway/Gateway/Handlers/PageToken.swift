import RPC

/// Where a page of a list ended, as callers carry it.
enum PageToken {
  /// The most items of a page.
  static let sizeMax = 1_000
  /// The items of a page when the caller does not say.
  static let sizeDefault = 100

  /// The number after which the page begins.
  static func read(_ token: String) throws(RPCError) -> Int64 {
    guard !token.isEmpty else { return 0 }
    guard let number = ClaimNumber(token) else {
      throw GatewayErrors.invalid(
        "page_token", "Send the next_page_token of the last answer, or nothing.")
    }
    return number.value
  }

  /// The size of the page.
  static func size(_ asked: Int32) throws(RPCError) -> Int {
    guard asked != 0 else { return sizeDefault }
    guard (1...Int32(sizeMax)).contains(asked) else {
      throw GatewayErrors.invalid("page_size", "Ask for 1 to \(sizeMax) items.")
    }
    return Int(asked)
  }
}
