/// The stage of a set: which loops a segment may open depends on it.
enum X12Level: UInt8, Hashable, Sendable {
  /// Before the first HL, or after an HL with an unknown code.
  case header
  /// Under a billing provider.
  case billing
  /// Under a subscriber.
  case subscriber
  /// Under a patient.
  case patient
  /// In a claim, before its other payers and lines.
  case claim
  /// In another payer of the claim.
  case otherPayer
  /// In a service line.
  case line
  /// Of an inquiry: under the payer.
  case inquiryPayer
  /// Of an inquiry: under who asks.
  case inquirer
  /// Of an inquiry: under a provider.
  case inquiryProvider
  /// Of an inquiry: under a subscriber.
  case inquirySubscriber
  /// Of an inquiry: under a dependent.
  case inquiryDependent
  /// In an inquiry about a subscriber's claim.
  case inquiry
  /// In an inquiry about a dependent's claim.
  case dependentInquiry

  /// Whether a claim is open.
  var isInClaim: Bool { self == .claim || self == .otherPayer || self == .line }

  /// Whether an inquiry is open.
  var isInInquiry: Bool { self == .inquiry || self == .dependentInquiry }
}
