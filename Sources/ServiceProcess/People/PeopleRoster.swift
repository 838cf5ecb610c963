package import Domain
package import RPC
import Synchronization
package import TLS

/// The people whom a process knows, with the roles that each holds today.
///
/// Authorization fills it from its store and the gateway from authorization's stream. The other
/// services are told of no people, so that a person has no role there.
package final class PeopleRoster: Sendable {
  /// How long the last people are believed while nobody tells of changes: 15 minutes.
  package static let agingTimeMax = Duration.seconds(900)
  /// How many calls may watch at once.
  package static let watchersMax = 64
  /// How long a person of whom nothing is known yet is asked to wait.
  package static let retryDelay = Duration.milliseconds(500)

  private struct State {
    var knowledge = PeopleKnowledge()
    /// The latest day that the clock has said.
    var latestDay: Day?
    var nextWatcher = 0
    var watchers: [Int: AsyncStream<PeopleSnapshot>.Continuation] = [:]
  }

  private let state = Mutex(State())
  private let today: @Sendable () -> Day?
  private let now: @Sendable () -> ContinuousClock.Instant

  /// A roster without people.
  ///
  /// - Parameters:
  ///   - today: The day in UTC by which roles are held; nothing when the clock cannot be read, and
  ///     then nobody's roles are known. A day before one that was said earlier counts as that one, so
  ///     that a clock that is set back gives no role again.
  ///   - now: The time by which knowledge ages.
  package init(
    today: @escaping @Sendable () -> Day? = { Instant.nowIfKnown?.day },
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.today = today
    self.now = now
  }

  /// People will be told; until then nothing is known of any.
  package func expect() {
    state.withLock { $0.knowledge.expect() }
  }

  /// These are the people from now on.
  package func replace(with snapshot: PeopleSnapshot) {
    let watchers = state.withLock { state in
      state.knowledge.learn(snapshot)
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.yield(snapshot) }
  }

  /// Nobody tells of changes any more, until the next ``replace(with:)``.
  package func loseTouch() {
    let now = now()
    state.withLock { $0.knowledge.lose(at: now) }
  }

  /// Who calls under an identity.
  ///
  /// - Throws: UNAVAILABLE with reason `ROLES_UNKNOWN` for a person while nothing is known, or while
  ///   it cannot be said which day it is.
  package func actor(_ identity: TLSIdentity) throws(RPCError) -> Actor {
    if let roles = Roles.fixed(for: identity) { return Actor(identity, roles) }
    let (day, now) = (today(), now())
    switch state.withLock({ PeopleRoster.find(identity.name, on: day, at: now, in: &$0) }) {
    case .roles(let roles): return Actor(identity, roles)
    case .unknown:
      throw RPCError(
        .unavailable, "it is not known now which roles people hold",
        reason: PeopleRoster.rolesUnknown, retryDelay: PeopleRoster.retryDelay)
    }
  }

  private static func find(
    _ personID: String, on day: Day?, at now: ContinuousClock.Instant, in state: inout State
  ) -> PeopleKnowledge.Finding {
    guard let day else { return .unknown }
    let latest = max(state.latestDay ?? day, day)
    state.latestDay = latest
    return state.knowledge.roles(
      of: personID, on: latest, at: now, agingTimeMax: PeopleRoster.agingTimeMax)
  }

  /// The reason of a refusal because nothing is known of people.
  package static let rolesUnknown = "ROLES_UNKNOWN"

  /// The people as they are now, when they are known, and after each change, the newest alone when
  /// the reader is slow; nothing when too many watch.
  package func snapshots() -> AsyncStream<PeopleSnapshot>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: PeopleSnapshot.self, bufferingPolicy: .bufferingNewest(1))
    let watcher: Int? = state.withLock { state in
      guard state.watchers.count < PeopleRoster.watchersMax else { return nil }
      state.nextWatcher += 1
      state.watchers[state.nextWatcher] = continuation
      if let snapshot = state.knowledge.snapshot { continuation.yield(snapshot) }
      return state.nextWatcher
    }
    guard let watcher else { return nil }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.watchers.removeValue(forKey: watcher) }
    }
    return stream
  }
}
