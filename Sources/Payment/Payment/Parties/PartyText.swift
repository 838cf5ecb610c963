import DomainMessages

/// Checks of what is written into the files that go to payees and banks.
enum PartyText {
  /// The characters that cut an X12 file into parts.
  private static let delimiters: Set<Unicode.Scalar> = ["*", ":", "^", "~"]

  /// `text` when its length in bytes is in `bytes` and it can be written into a file as it is.
  static func text(
    _ text: String, _ field: String, bytes: ClosedRange<Int>
  ) throws(MessageError) -> String {
    guard bytes.contains(text.utf8.count) else {
      throw MessageError(
        field, "is not \(bytes.lowerBound) to \(bytes.upperBound) bytes long")
    }
    guard text.unicodeScalars.allSatisfy(isWritable) else {
      throw MessageError(field, "has a control character or one of * : ^ ~")
    }
    guard text.first != " ", text.last != " " else {
      throw MessageError(field, "begins or ends with a space")
    }
    return text
  }

  /// `text` when it is so many digits.
  static func digits(
    _ text: String, _ field: String, count: Int
  ) throws(MessageError) -> String {
    guard text.utf8.count == count, isDigits(text) else {
      throw MessageError(field, "is not \(count) digits")
    }
    return text
  }

  /// `text` when it is the routing number of a bank with its check digit.
  static func routingNumber(_ text: String, _ field: String) throws(MessageError) -> String {
    let digits = try digits(text, field, count: 9).utf8.map { Int($0) - 48 }
    let sum = zip(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    guard sum > 0, sum.isMultiple(of: 10) else {
      throw MessageError(field, "has a wrong check digit")
    }
    return text
  }

  /// Whether `text` is digits and nothing else.
  static func isDigits(_ text: String) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isWritable(_ scalar: Unicode.Scalar) -> Bool {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    return !isControl && !delimiters.contains(scalar)
  }
}
