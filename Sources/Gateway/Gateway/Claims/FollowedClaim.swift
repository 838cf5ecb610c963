import Domain
import Messages

/// What a caller keeps of a claim that it has just submitted, until it is answered.
///
/// It holds neither the claim nor its decision, because a file may have very many.
struct FollowedClaim: Sendable {
  let number: ClaimNumber
  /// By the name in the certificate.
  let submitter: String
  let patientControlNumber: String
  let charge: Money
  let acceptedAt: Instant
  let link: ClaimLink?
  let ending: ClaimEnding

  /// Follows a claim that `submitter` has just submitted.
  init(_ claim: OpenClaim, of submitter: String) {
    number = claim.number
    self.submitter = submitter
    let accepted = claim.record.accepted.claim
    patientControlNumber = accepted?.patientControlNumber ?? ""
    charge = Money(cents: accepted?.charge?.cents ?? 0)
    acceptedAt = claim.record.acceptedAt
    link = claim.record.link
    ending = claim.ending
  }

  /// The claim as lists show it just after it was decided, or while it is on its way.
  func listed(_ sums: ClaimEnding.Sums?) -> ClaimStore.Listed {
    ClaimStore.Listed(
      number: number, submitter: submitter, patientControlNumber: patientControlNumber,
      charge: charge, acceptedAt: acceptedAt, isDenied: sums?.isDenied, paid: sums?.paid,
      patientShare: sums?.patientShare, pended: nil, isEncounter: sums?.isEncounter ?? false,
      isVoiding: false, isVoided: false, keys: link?.keys ?? StepKeys(number),
      isSuspended: sums?.isSuspended ?? false, replaces: link?.replaced,
      reason: link?.reason ?? .unspecified, remittanceIDs: [])
  }
}
