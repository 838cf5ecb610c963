import Domain

/// What the tests of every line of a claim share; held once, because a claim is large.
final class ScreenedClaim: Sendable {
  let claim: SubmittedClaim
  /// The day on which the claim arrived.
  let received: Day
  /// What the claim says of payers before this plan.
  let prior: PriorPayments
  let constants: ScreeningConstants

  init(_ input: borrowing ScreeningInput) {
    claim = input.claim
    received = input.received
    prior = PriorPayments(of: claim, received: received)
    constants = input.constants
  }
}
