import ClaimRules
import Domain
import DomainMessages
import Logging
import Messages

/// Looks again at decided claims whose member's coverage changed, and corrects those of which another
/// decision is certain now (rule `CORRECT-1`).
///
/// What is to be looked at is stored with the change or with the decision, whichever came later, and
/// stays stored until it was looked at, so that a restart forgets none.
struct CoverageReview: Sendable {
  /// How long to wait before looking for more: longer each time that nothing of what waits could be
  /// looked at.
  private static let backoff = Backoff(first: .seconds(1), longest: .seconds(60))
  /// How many claims are read, and asked about, at once.
  private static let pageSize = 64

  let store: ClaimStore
  let claims: OpenClaims
  let edges: ServiceEdges
  let clock: BusinessClock
  let log: Logger
  /// The clock by which it waits.
  var machine = MachineClock.system

  /// Looks until the surrounding task is cancelled.
  func run() async {
    var failures = 0
    while !Task.isCancelled {
      do {
        failures = try await pass() ? 0 : failures + 1
      } catch {
        failures += 1
        log.error("reviews could not be read", metadata: ["error": "\(error)"])
      }
      await machine.pause(for: CoverageReview.backoff.delay(after: failures + 1))
    }
  }

  /// Looks at everything that waits now, once.
  ///
  /// - Returns: Whether anything could be looked at, or nothing waits.
  @discardableResult
  func pass() async throws -> Bool {
    guard clock.isSet else { return true }
    var last: Int64 = 0
    var (waiting, seen) = (0, 0)
    while !Task.isCancelled {
      let page = try await store.reviews(after: last, limit: CoverageReview.pageSize)
      guard let end = page.last else { break }
      waiting += page.count
      seen += await look(at: page)
      last = end.number.value
    }
    return waiting == 0 || seen > 0
  }

  /// - Returns: How many could be looked at.
  private func look(at page: [ClaimStore.Review]) async -> Int {
    await withTaskGroup(of: Bool.self) { group in
      for review in page {
        group.addTask {
          do {
            return try await look(at: review)
          } catch {
            log.error(
              "a claim could not be looked at again",
              metadata: ["claim": "\(review.number.text)", "error": "\(error)"])
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }

  /// - Returns: Whether eligibility's answer reflects the change, so that the claim was judged by it.
  private func look(at review: ClaimStore.Review) async throws -> Bool {
    guard let claim = review.accepted.claim?.read().claim,
      let answer = await answer(to: claim), answer.feedPosition >= review.position
    else { return false }
    switch outcome(review, claim, answer) {
    case .stands: try await store.end(review)
    case .tooLate:
      log.notice(
        "a claim was paid too long ago to be taken back",
        metadata: ["claim": "\(review.number.text)"])
      try await store.end(review)
    case .correct(let cause): try await correct(review, for: cause)
    case nil:
      log.error("a review cannot be read", metadata: ["claim": "\(review.number.text)"])
      return false
    }
    return true
  }

  /// What eligibility says now; nothing while it does not answer.
  private func answer(to claim: SubmittedClaim) async -> EligibilityV1.CoverageAnswer? {
    guard case .answered(let result) = await edges.coverage.ask(claim.coverageQuestion),
      case .answer(let answer)? = result.result
    else { return nil }
    return answer
  }

  private func outcome(
    _ review: ClaimStore.Review, _ claim: SubmittedClaim, _ answer: EligibilityV1.CoverageAnswer
  ) -> CoverageCorrection.Outcome? {
    // A replacement that a person did not take has no effect, whatever its lines were denied for.
    let isNotTaken = review.facts.reasons.contains {
      $0.reason == Reason.replacementNotTaken.rawValue
    }
    if isNotTaken { return .stands }
    guard let coverage = review.facts.coverage, let then = try? CoverageFacts(coverage),
      let contract = try? review.facts.contract.map(ContractFacts.init) ?? ContractFacts(),
      let decision = try? review.decided.decision.map(ClaimDecision.init),
      let now = try? CoverageFacts(answer)
    else { return nil }
    let decided = CoverageCorrection.Decided(
      claim: claim, coverage: then, contract: contract,
      denials: Dictionary(
        decision.lines.map { ($0.lineNumber, $0.denial) }, uniquingKeysWith: { first, _ in first }),
      paidOn: decision.paid > .zero ? review.paidAt?.day : nil)
    return CoverageCorrection.evaluate(decided, now: now, today: clock.now.day)
  }

  private func correct(
    _ review: ClaimStore.Review, for cause: CoverageCorrection.Cause
  ) async throws {
    switch try await store.correct(review, for: cause.reason, at: clock.now) {
    case .begun(let record):
      log.notice(
        "a claim is corrected, because its member's coverage changed",
        metadata: [
          "claim": "\(review.number.text)", "by": "\(record.number.text)",
          "because": "\(cause)",
        ])
      claims.begin([record])
    case .wait, .notNeeded: break
    }
  }
}

extension CoverageCorrection.Cause {
  /// The reason of the reversal (rule `CORRECT-3`).
  var reason: PaymentV1.ReversalReason {
    switch self {
    case .premiumNotPaid: .premiumNotPaid
    case .terminated: .retroactiveTermination
    case .hospiceElection: .hospiceElection
    case .premiumUnpaid: .premiumUnpaid
    case .premiumPaid: .premiumPaid
    case .enrolled: .retroactiveEnrollment
    }
  }
}
