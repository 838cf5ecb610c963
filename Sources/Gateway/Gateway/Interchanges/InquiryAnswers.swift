import Domain
import EDI
import Messages

/// Finds the claims that inquiries ask about and says where they stand.
///
/// A submitter learns of its own claims alone: one that is another's is answered as not found.
struct InquiryAnswers: Sendable {
  /// The most claims that answer one inquiry.
  static let claimsMax = 20
  /// The most claims and lines that answer the inquiries of one set.
  static let itemsMax = 20_000

  let store: ClaimStore

  /// The answers to the inquiries of a set, in their order.
  func answers(
    to inquiries: [X12StatusInquiry], of submitter: String, in interchange: OpenInterchange
  ) async throws -> StatusAnswers {
    var answers = StatusAnswers(inquiries.first, interchange)
    var items = 0
    for inquiry in inquiries {
      let isFull = items >= InquiryAnswers.itemsMax
      let found =
        isFull
        ? [refused(inquiry, "E1", "0", interchange)]
        : try await found(inquiry, of: submitter, interchange)
      items += found.reduce(0) { $0 + 1 + $1.lines.count }
      answers.add(found, to: inquiry)
    }
    return answers
  }

  private func found(
    _ inquiry: X12StatusInquiry, of submitter: String, _ interchange: OpenInterchange
  ) async throws -> [X12StatusClaim] {
    let today = interchange.receivedAt.day
    guard inquiry.isReadable else { return [refused(inquiry, "E0", "21", interchange)] }
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
    let trace = X12Echo(interchange.header.delimiters)(inquiry.trace.value, 50) ?? "0"
    return [X12StatusClaim(notFound: trace, on: today, service: inquiry.service?.span)]
  }

  /// An inquiry that cannot be answered: it is wrong (`E0`), or the set asks for too much (`E1`).
  private func refused(
    _ inquiry: X12StatusInquiry, _ category: String, _ status: String,
    _ interchange: OpenInterchange
  ) -> X12StatusClaim {
    X12StatusClaim(
      trace: X12Echo(interchange.header.delimiters)(inquiry.trace.value, 50) ?? "0",
      statuses: [X12ClaimStatus(category, status)], statusDay: interchange.receivedAt.day)
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
