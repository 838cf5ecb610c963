import Domain

extension X12Decimal {
  /// An amount as X12 sends it, without needless decimals; empty for none.
  static func text(_ amount: Money?) -> X12ElementValue {
    .text(digits(amount))
  }

  /// A quantity as X12 sends it; empty for none.
  static func text(_ quantity: Quantity?) -> X12ElementValue {
    .text(digits(quantity))
  }

  /// An amount in digits, without needless decimals; empty for none.
  static func digits(_ amount: Money?) -> String {
    guard let amount else { return "" }
    var text = amount.description
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// A quantity in digits; empty for none.
  static func digits(_ quantity: Quantity?) -> String {
    quantity?.description ?? ""
  }
}
