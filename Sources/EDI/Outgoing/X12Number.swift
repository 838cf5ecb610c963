import Domain

/// Writes numbers as X12 wants them: no needless zero on either side, `39.2` and `.8`.
enum X12Number {
  /// An amount; empty for none.
  static func text(_ amount: Money?) -> X12ElementValue {
    guard let amount else { return "" }
    var text = amount.description
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return .text(withoutLeadingZero(text))
  }

  /// A quantity; empty for none.
  static func text(_ quantity: Quantity?) -> X12ElementValue {
    .text(withoutLeadingZero(quantity?.description ?? ""))
  }

  private static func withoutLeadingZero(_ text: String) -> String {
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }
}
