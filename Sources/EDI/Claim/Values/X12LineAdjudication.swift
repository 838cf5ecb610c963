package import Domain

/// Loop 2430: how another payer decided a line.
package struct X12LineAdjudication: Hashable, Sendable {
  /// SVD01, the number of the payer in its loop 2330B.
  package let payer: X12Field<String>
  /// SVD02; nothing when it is absent or no amount.
  package let paid: X12Field<Money?>
  /// The components of SVD03, the procedure that was paid.
  package let procedure: [String]
  /// SVD04, the revenue code that was paid.
  package let revenueCode: String
  /// SVD05, the units that were paid.
  package let quantity: X12Field<Quantity?>
  /// SVD06, the line with which this one was paid together.
  package let bundledLine: String
  /// CAS, one value per reason.
  package internal(set) var adjustments: [X12Adjustment] = []
  /// DTP, such as `573` for the day of payment.
  package internal(set) var periods: [X12Period] = []
  /// AMT, such as `EAF` for what is left to the patient.
  package internal(set) var amounts: [X12Amount] = []
}

extension X12LineAdjudication: PrintsRedacted {}
