/// One amount between the charge of a line and its payment.
package struct Adjustment: Hashable, Sendable {
  /// Who bears it.
  package var group: AdjustmentGroup
  /// Why.
  package var code: AdjustmentCode
  /// How much; positive lowers the payment, never zero.
  package var amount: Money
  /// The units that it concerns, for a cut-back.
  package var quantity: Quantity?

  /// Makes an adjustment.
  package init(
    _ group: AdjustmentGroup, _ code: AdjustmentCode, _ amount: Money, quantity: Quantity? = nil
  ) {
    self.group = group
    self.code = code
    self.amount = amount
    self.quantity = quantity
  }

  /// Group and code as people write them, such as `CO-253`.
  package var label: String { "\(group.rawValue)-\(code.rawValue)" }
}
