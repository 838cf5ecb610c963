import Domain
import EDI
import Messages

/// Finds the claims that inquiries ask about and says where they stand.
///
/// A submitter learns of its own claims alone: one that is another's is answered as not found.
struct InquiryAnswers: Sendable {
  /// The most claims that answer one inquiry.
  static let claimsMax = 20

  let store: ClaimStore

  /// The answers to the inquiries of a set, in their order.
  func answers(
    to inquiries: [X12StatusInquiry], of submitter: String, in interchange: OpenInterchange
  ) async throws -> StatusAnswers {
    var answers = StatusAnswers(inquiries.first, interchange)
    for inquiry in inquiries {
      answers.add(try await found(inquiry, of: submitter, interchange), to: inquiry)
    }
    return answers
  }

  private func found(
    _ inquiry: X12StatusInquiry, of submitter: String, _ interchange: OpenInterchange
  ) async throws -> [X12StatusClaim] {
    let today = interchange.receivedAt.day
    guard inquiry.isReadable else {
      return [
        X12StatusClaim(
          trace: inquiry.trace.value.nonEmpty ?? "0", statuses: [X12ClaimStatus("E0", "21")],
          statusDay: today)
      ]
    }
    var answers: [X12StatusClaim] = []
    for number in try await candidates(inquiry, of: submitter)
    where answers.count < InquiryAnswers.claimsMax {
      guard let outcome = try await store.outcome(number),
        let claim = try await store.acceptedRecord(number)?.claim,
        InquiryMatch(inquiry).names(claim, outcome.listed)
      else { continue }
      answers.append(
        ClaimStanding(
          listed: outcome.listed, claim: claim, decision: outcome.decided?.decision,
          delimiters: interchange.header.delimiters
        ).answer(to: inquiry, on: today))
    }
    guard answers.isEmpty else { return answers }
    return [
      X12StatusClaim(
        notFound: inquiry.trace.value.nonEmpty ?? "0", on: today, service: inquiry.service?.span)
    ]
  }

  private func candidates(
    _ inquiry: X12StatusInquiry, of submitter: String
  ) async throws -> [ClaimNumber] {
    if let number = inquiry.payerClaimNumber?.value.nonEmpty {
      guard let known = ClaimNumber(number), try await store.isSubmitted(known, by: submitter)
      else { return [] }
      return [known]
    }
    let members = [inquiry.dependent, inquiry.subscriber].compactMap {
      $0?.identifier.value.nonEmpty
    }
    guard let member = members.first else { return [] }
    return try await store.claims(
      ofMember: member, submittedBy: submitter, within: inquiry.service?.span)
  }
}
