package import Domain

/// The numbers and orders that the rules of payment apply where neither a contract nor a table says
/// otherwise.
///
/// They are a value and handed to the rules, so that a claim can be decided again with others and the
/// difference be shown.
package struct PaymentConstants: Hashable, Sendable {
  /// Of what the budget law takes its share.
  package enum SequestrationBasis: Hashable, Sendable {
    /// What would be paid, after the member's share.
    case payment
    /// What the line is worth, before the member's share.
    case allowed
  }

  /// What both sides in one session make of a fee (rule `PRICE-6`).
  package var bothSides = BasisPoints(15_000)
  /// What each of two surgeons has of a fee (rule `PRICE-6`).
  package var twoSurgeons = BasisPoints(6_250)
  /// What a surgeon who assists has of a fee (rule `PRICE-6`).
  package var assistant = BasisPoints(1_600)
  /// What an assistant who is no physician has of a fee: 85 % of an assisting surgeon's (rule
  /// `PRICE-6`).
  package var assistantNotPhysician = BasisPoints(1_360)
  /// What each further procedure of a day has of its fee (rule `PRICE-7`).
  package var furtherProcedure = BasisPoints(5_000)
  /// In which order the kinds of a member's share are taken, each from what is left (rules `SHARE-1`,
  /// `SHARE-3` and `SHARE-4`).
  package var shareOrder: [ShareKind] = [.copay, .deductible, .coinsurance]
  /// In which order the out-of-pocket limit cuts them (rule `SHARE-5`).
  package var limitOrder: [ShareKind] = [.coinsurance, .copay, .deductible]
  /// In which order a payment before Medicare meets them (rule `MSP-2`).
  package var medicareOrder: [ShareKind] = [.deductible, .coinsurance, .copay]
  /// Of what sequestration is a share (rule `SEQ-3`).
  package var sequestrationBasis = SequestrationBasis.payment
  /// The days of a year for which a rate of interest is meant (rule `INTEREST-2`).
  package var daysOfYear: Int64 = 365

  /// The numbers and orders that hold today.
  package static let standard = PaymentConstants()

  /// Makes the numbers and orders that hold today; each may be set to another.
  package init() {}
}
