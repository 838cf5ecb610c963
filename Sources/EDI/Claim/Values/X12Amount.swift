package import Domain

/// An AMT segment: an amount with its meaning.
package struct X12Amount: Hashable, Sendable {
  /// AMT01: `F5` paid by the patient, `D` paid by the other payer, `A8` not covered, `EAF` left to
  /// the patient.
  package let qualifier: String
  /// AMT02; nothing when it is absent or no amount.
  package let amount: X12Field<Money?>
}

extension X12Amount: PrintsRedacted {}

extension [X12Amount] {
  /// The first amount with this qualifier.
  package func first(_ qualifier: String) -> X12Field<Money?>? {
    first { $0.qualifier == qualifier }?.amount
  }
}
