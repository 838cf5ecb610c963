import Domain
import Logging
import Messages
import Protobuf
import RPC

/// Follows eligibility's change feed: marks open claims whose facts changed, and keeps what may alter
/// decisions.
///
/// The position is stored with what was done, so that a restart misses nothing and repeats nothing.
package struct CoverageFeed: Sendable {
  /// The name under which the position is stored.
  static let service = "eligibility"

  let eligibility: EligibilityV1.EligibilityServiceClient
  let store: ClaimStore
  let claims: OpenClaims
  let log: Logger

  /// Follows the feed until the surrounding task is cancelled.
  package func run() async {
    let backoff = Backoff(first: .milliseconds(50), longest: .seconds(2))
    var failures = 0
    while !Task.isCancelled {
      do {
        try await follow { failures = 0 }
      } catch {
        failures += 1
        if failures == 3 {
          log.warning("the coverage feed cannot be read", metadata: ["error": "\(error)"])
        }
      }
      try? await ContinuousClock().sleep(for: backoff.delay(after: max(1, failures)))
    }
  }

  private func follow(onChange: () -> Void) async throws {
    let position = try await store.feedPosition(of: CoverageFeed.service)
    let changes = try await eligibility.watchChanges(.with { $0.afterPosition = position })
    for try await response in changes {
      guard let change = response.change else { continue }
      try await act(on: change)
      onChange()
    }
  }

  private func act(on message: TypeV1.Change) async throws {
    let change = ClaimStore.FeedChange(
      service: CoverageFeed.service, position: message.position, kind: message.kind,
      memberID: message.subject, days: days(of: message),
      madeAt: Instant(microseconds: message.madeAt?.microseconds ?? 0))
    let stale = claims.claims(of: change.memberID)
      .filter { $0.record.days.overlaps(change.days) }
      .compactMap { claim in
        claim.markStale(at: change.position).map { (claim: claim.number, attempt: $0) }
      }
    try await store.record(change, stale: stale)
  }

  /// The days of a change; a change that does not say concerns all days.
  private func days(of message: TypeV1.Change) -> DaySpan {
    let from = message.days?.from.flatMap { Day(checkedNumber: $0.days) } ?? .first
    let to = message.days?.to.flatMap { Day(checkedNumber: $0.days) } ?? .openEnd
    return DaySpan(checkedFrom: from, to: to) ?? DaySpan(from: .first)
  }
}
