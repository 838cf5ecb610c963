import Domain

/// What the tests of every line of a claim share; held once, because a claim is large.
final class ScreenedClaim: Sendable {
  let submitted: SubmittedClaim
  /// The stay, of a claim that is decided as a whole.
  let stay: Stay?
  /// The day on which the claim arrived.
  let received: Day
  /// What the claim says of payers before this plan.
  let prior: PriorPayments
  let constants: ScreeningConstants

  init(_ input: borrowing ScreeningInput) {
    submitted = input.claim
    stay = submitted.stay
    received = input.received
    prior = PriorPayments(of: submitted, received: received)
    constants = input.constants
  }

  var isStay: Bool { stay != nil }

  /// Whether the line shows by itself that it is an emergency.
  func isEmergency(_ line: SubmittedClaim.Line) -> Bool { submitted.isEmergency(line) }

  /// Whether a person must price the line.
  func isPricedByPerson(_ line: SubmittedClaim.Line) -> Bool { submitted.isPricedByPerson(line) }

  /// The line as other services are asked about it; nothing without a day.
  func billed(_ line: SubmittedClaim.Line) -> BilledLine? { submitted.billed(line, during: stay) }
}
