/// The stage of a professional claim set: which loops a segment may open depends on it.
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

  /// Whether a claim may begin here.
  var admitsClaim: Bool { self != .header && self != .billing }

  /// Whether a claim is open.
  var isInClaim: Bool { self == .claim || self == .otherPayer || self == .line }
}
