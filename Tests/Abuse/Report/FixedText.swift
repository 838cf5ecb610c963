import Foundation

/// Numbers and columns of the report.
enum FixedText {
  /// So many digits behind the point.
  static func decimals(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  /// Milliseconds with two digits behind the point; a dash when there is no value.
  static func milliseconds(_ value: Double?) -> String {
    value.map { decimals($0, 2) } ?? "-"
  }

  /// Bytes as MiB with one digit behind the point.
  static func mebibytes(_ bytes: Int) -> String {
    decimals(Double(bytes) / 1_048_576, 1)
  }

  /// The text with spaces behind it; never cut.
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// A quoted JSON string.
  static func quoted(_ text: String) -> String {
    let bytes = (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)
    return String(decoding: bytes, as: UTF8.self)
  }
}
