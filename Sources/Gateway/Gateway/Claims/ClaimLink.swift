import Domain
import Messages

/// Whose place a claim takes, and why.
struct ClaimLink: Hashable, Sendable {
  /// The keys of the version that this claim is.
  let keys: StepKeys
  /// The number of the claim whose place it takes.
  let replaced: ClaimNumber
  /// The keys of that claim's version.
  let replacedKeys: StepKeys
  /// The attempt that decided it.
  let replacedAttempt: Int
  /// Whether it took units or visits.
  let areUnitsTaken: Bool
  /// Why it is replaced.
  let reason: PaymentV1.ReversalReason
  /// When the claim that is corrected was received; absent for a replacement, which is received itself.
  let receivedAt: Instant?
  /// When the remittance was closed that lists the replaced claim; absent while none does.
  let remittedAt: Instant?

  /// The key of the hold whose units become free; nothing when none were taken.
  var replacedHoldKey: TypeV1.StepKey? {
    areUnitsTaken ? replacedKeys.key(attempt: replacedAttempt, step: "hold") : nil
  }
}
