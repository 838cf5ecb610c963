import ClaimRules
import Domain
import DomainMessages
import Logging
import Messages

/// Looks again at decided claims whose member's coverage changed, and corrects those that would not be
/// covered any more (rule `CORRECT-1`).
///
/// What is to be looked at is stored with the change or with the decision, whichever came later, and
/// stays stored until it was looked at, so that a restart forgets none.
struct CoverageReview: Sendable {
  /// How long to wait before looking for more.
  static let interval: Duration = .seconds(1)
  /// How many claims are read at once.
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
    while !Task.isCancelled {
      do {
        try await pass()
      } catch {
        log.error("reviews could not be read", metadata: ["error": "\(error)"])
      }
      await machine.pause(for: CoverageReview.interval)
    }
  }

  /// Looks at everything that waits now, once.
  func pass() async throws {
    guard clock.isSet else { return }
    var last: Int64 = 0
    while !Task.isCancelled {
      let page = try await store.reviews(after: last, limit: CoverageReview.pageSize)
      guard let end = page.last else { return }
      for review in page {
        do {
          try await look(at: review)
        } catch {
          log.error(
            "a claim could not be looked at again",
            metadata: ["claim": "\(review.number.text)", "error": "\(error)"])
        }
      }
      last = end.number.value
    }
  }

  private func look(at review: ClaimStore.Review) async throws {
    guard let claim = review.accepted.claim?.read().claim,
      let answer = await answer(to: claim), answer.feedPosition >= review.position
    else { return }
    switch outcome(review, answer) {
    case .stands: try await store.end(review)
    case .tooLate:
      log.notice(
        "a claim was paid too long ago to be taken back",
        metadata: ["claim": "\(review.number.text)"])
      try await store.end(review)
    case .correct: try await correct(review)
    case nil:
      log.error("a review cannot be read", metadata: ["claim": "\(review.number.text)"])
    }
  }

  /// What eligibility says now; nothing while it does not answer.
  private func answer(to claim: SubmittedClaim) async -> EligibilityV1.CoverageAnswer? {
    guard case .answered(let result) = await edges.coverage.ask(claim.coverageQuestion),
      case .answer(let answer)? = result.result
    else { return nil }
    return answer
  }

  private func outcome(
    _ review: ClaimStore.Review, _ answer: EligibilityV1.CoverageAnswer
  ) -> CoverageCorrection.Outcome? {
    guard let then = try? CoverageFacts(review.coverage), let now = try? CoverageFacts(answer)
    else { return nil }
    let payable = (review.decided.decision?.lines ?? []).filter { !$0.isDenied }
    return CoverageCorrection.evaluate(
      then: then, now: now, payable: Set(payable.map { Int($0.lineNumber) }),
      paidOn: review.paidAt?.day, today: clock.now.day)
  }

  private func correct(_ review: ClaimStore.Review) async throws {
    switch try await store.correct(review, for: .retroactiveTermination, at: clock.now) {
    case .begun(let record):
      log.notice(
        "a claim is corrected, because coverage ended before its day",
        metadata: ["claim": "\(review.number.text)", "by": "\(record.number.text)"])
      claims.begin(record)
    case .wait, .notNeeded: break
    }
  }
}
