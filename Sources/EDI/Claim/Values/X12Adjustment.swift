package import Domain

/// One reason of a CAS segment: why another payer paid less.
package struct X12Adjustment: Hashable, Sendable {
  /// CAS01: `CO`, `OA`, `PI` or `PR`.
  package let group: X12Field<String>
  /// The adjustment reason code.
  package let reason: X12Field<String>
  /// The amount, which may be negative; nothing when it is absent or no amount.
  package let amount: X12Field<Money?>
  /// The quantity; nothing when it is absent or no quantity.
  package let quantity: X12Field<Quantity?>
}

extension X12Adjustment: PrintsRedacted {}
