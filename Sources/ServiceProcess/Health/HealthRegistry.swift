package import Messages
import Synchronization
import TLS

/// The state of each service of the process, and of the process as a whole under the empty name.
package final class HealthRegistry: Sendable {
  /// The states of `grpc.health.v1`.
  package typealias Status = HealthV1.HealthCheckResponse.ServingStatus

  private struct State {
    var statuses: [String: Status]
    var nextWatcher = 0
    var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    var watching: [TLSIdentity: Int] = [:]
  }

  private let state: Mutex<State>

  /// How many calls may watch at once.
  static let watchersMax = 256
  /// How many calls of one identity may watch at once.
  static let watchersPerIdentityMax = 64

  /// A registry in which nothing serves yet.
  package init(services: [String]) {
    let names = Set(services).union([""])
    state = Mutex(
      State(statuses: Dictionary(uniqueKeysWithValues: names.map { ($0, .notServing) })))
  }

  /// The state of a service; nothing for one that the process does not have.
  package func status(of service: String) -> Status? {
    state.withLock { $0.statuses[service] }
  }

  /// Sets the state of everything.
  package func setAll(_ status: Status) {
    let watchers = state.withLock { state in
      for name in state.statuses.keys { state.statuses[name] = status }
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.yield() }
  }

  /// Sets the state of one service that the process has.
  package func set(_ status: Status, of service: String) {
    let watchers = state.withLock { state -> [AsyncStream<Void>.Continuation] in
      guard state.statuses[service] != nil else { return [] }
      state.statuses[service] = status
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.yield() }
  }

  /// A stream with an element after each change, at most one waiting; nothing when too many watch, or
  /// too many of that identity.
  func changes(for identity: TLSIdentity) -> AsyncStream<Void>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watcher: Int? = state.withLock { state in
      guard state.watchers.count < Self.watchersMax,
        state.watching[identity, default: 0] < Self.watchersPerIdentityMax
      else { return nil }
      state.nextWatcher += 1
      state.watchers[state.nextWatcher] = continuation
      state.watching[identity, default: 0] += 1
      return state.nextWatcher
    }
    guard let watcher else { return nil }
    continuation.onTermination = { [weak self] _ in
      self?.end(watcher, of: identity)
    }
    return stream
  }

  private func end(_ watcher: Int, of identity: TLSIdentity) {
    state.withLock { state in
      guard state.watchers.removeValue(forKey: watcher) != nil else { return }
      let left = state.watching[identity, default: 0] - 1
      state.watching[identity] = left > 0 ? left : nil
    }
  }
}
