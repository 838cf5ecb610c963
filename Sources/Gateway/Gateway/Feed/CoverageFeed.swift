import Domain
import Logging
import Messages
import Protobuf

/// Follows eligibility's change feed: marks open claims whose facts changed, and keeps what may alter
/// decisions.
///
/// The position is stored with what was done, so that a restart misses nothing and repeats nothing.
package struct CoverageFeed: Sendable {
  /// The name under which the position is stored.
  static let service = "eligibility"

  /// Hands over each change behind a position, in order, until the stream ends.
  typealias Watch =
    @Sendable (
      _ position: Int64, _ act: (TypeV1.Change) async throws -> Void
    ) async throws -> Void

  let store: ClaimStore
  let claims: OpenClaims
  let log: Logger
  let watch: Watch

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
      await claims.machine.pause(for: backoff.delay(after: max(1, failures)))
    }
  }

  private func follow(onChange: () -> Void) async throws {
    let position = try await store.feedPosition(of: CoverageFeed.service)
    let arrived = ArrivedChanges()
    async let end = read(behind: position, into: arrived)
    defer { arrived.end() }
    while let changes = await arrived.take() {
      try await act(on: changes)
      onChange()
    }
    if let failure = await end { throw failure }
  }

  /// - Returns: Why the stream broke; nothing when it ended.
  private func read(behind position: Int64, into arrived: ArrivedChanges) async -> (any Error)? {
    defer { arrived.end() }
    do {
      try await watch(position) { change in try await arrived.add(change) }
      return nil
    } catch {
      return error
    }
  }

  /// Marks the claims whose facts `messages` change and stores all of it with the last position.
  func act(on messages: [TypeV1.Change]) async throws {
    let changes = messages.map(feedChange)
    try await store.record(changes, stale: changes.flatMap(staleFacts))
  }

  private func feedChange(_ message: TypeV1.Change) -> ClaimStore.FeedChange {
    ClaimStore.FeedChange(
      service: CoverageFeed.service, position: message.position, kind: message.kind,
      memberID: message.subject, days: days(of: message),
      madeAt: Instant(microseconds: message.madeAt?.microseconds ?? 0))
  }

  /// Marks claims under way and says which attempts are to be read again.
  private func staleFacts(by change: ClaimStore.FeedChange) -> [ClaimStore.StaleFacts] {
    // A product or category concerns everyone; only a change of coverage names a member.
    let concerned = change.kind == "coverage" ? claims.claims(of: change.memberID) : claims.all
    return
      concerned
      .filter { $0.record.days.overlaps(change.days) }
      .compactMap { claim in
        claim.markStale(at: change.position).map { attempt in
          ClaimStore.StaleFacts(
            claim: claim.number, attempt: attempt, service: change.service,
            position: change.position)
        }
      }
  }

  /// The days of a change; a change that does not say concerns all days.
  private func days(of message: TypeV1.Change) -> DaySpan {
    let from = message.days?.from.flatMap { Day(checkedNumber: $0.days) } ?? .first
    let to = message.days?.to.flatMap { Day(checkedNumber: $0.days) } ?? .openEnd
    return DaySpan(checkedFrom: from, to: to) ?? DaySpan(from: .first)
  }
}
