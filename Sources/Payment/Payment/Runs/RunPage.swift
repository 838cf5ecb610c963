import DomainMessages

/// How many entries a list gives at once.
enum RunPage {
  /// The most entries of a page.
  static let sizeMax: Int32 = 1_000
  /// The entries of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  /// The size that a caller asks for.
  static func size(_ size: Int32) throws(MessageError) -> Int {
    guard (0...sizeMax).contains(size) else {
      throw MessageError("page_size", "is not 1 to \(sizeMax)")
    }
    return Int(size == 0 ? sizeDefault : size)
  }

  /// The number after which a page begins, which the last page gave; `first` without one.
  static func number(_ token: String, first: Int64) throws(MessageError) -> Int64 {
    if token.isEmpty { return first }
    guard let number = Int64(token), number > 0 else { throw wrongToken }
    return number
  }

  /// The error for a token that no page gave.
  static var wrongToken: MessageError {
    MessageError("page_token", "was not given by this method")
  }
}
