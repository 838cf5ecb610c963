import Domain

extension X12Decimal {
  /// An amount as X12 sends it, without needless decimals; empty for none.
  static func text(_ amount: Money?) -> X12ElementValue {
    guard let amount else { return "" }
    var text = amount.description
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return .text(text)
  }

  /// A quantity as X12 sends it; empty for none.
  static func text(_ quantity: Quantity?) -> X12ElementValue {
    .text(quantity?.description ?? "")
  }
}
