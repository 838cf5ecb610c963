import Messages
import Protobuf
import RPC
import Synchronization
import TLS
import TestKit

/// A caller with a certificate of its own that asks a service without a pause, until the service has
/// often refused to answer.
final class BusyCaller: Sendable {
  /// What it has seen.
  struct Observed: Sendable {
    /// How many calls were answered.
    var answered = 0
    /// When the last call began that was answered.
    var lastAnswered: ContinuousClock.Instant?
    /// When it first heard a refusal.
    var firstRefused: ContinuousClock.Instant?
    /// The refusals.
    var refusals: [RPCError] = []
    /// How many calls that began after a refusal were answered all the same.
    var answeredLate = 0
    /// Whether the stream that it opened before its first call has ended.
    var isStreamEnded = false
  }

  let service: SuiteService
  let files: TestCertificateFiles

  /// How often each of its tasks goes on after a refusal.
  static let refusalsMax = 20

  private let client: RPCClient
  private let clock = ContinuousClock()
  private let state = Mutex((observed: Observed(), isEnding: false))
  private let work: Mutex<Task<Void, Never>?> = Mutex(nil)

  /// Begins to call.
  init(_ service: SuiteService, as identity: TLSIdentity, in suite: TestSuite) throws {
    self.service = service
    files = try suite.authority.files(for: identity)
    let context = try TLSContext(suite.authority.configuration(.client, files: files))
    client = try suite.client(service, tls: context, retry: nil)
    let work = Task {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.watch() }
        for _ in 0..<2 { group.addTask { await self.call() } }
      }
    }
    self.work.withLock { $0 = work }
  }

  var observed: Observed { state.withLock { $0.observed } }

  private func call() async {
    let health = HealthV1.HealthClient(client: client)
    var refusals = 0
    while refusals < Self.refusalsMax, !state.withLock({ $0.isEnding }) {
      let began = clock.now
      do {
        _ = try await health.check(.init(), options: .impatient)
        noteAnswer(began)
      } catch {
        refusals += 1
        noteRefusal(error)
      }
    }
  }

  private func watch() async {
    let health = HealthV1.HealthClient(client: client)
    do {
      for try await _ in try await health.watch(.init()) {}
    } catch {
      // Whatever ended it is seen in the calls.
    }
    state.withLock { $0.observed.isStreamEnded = true }
  }

  private func noteAnswer(_ began: ContinuousClock.Instant) {
    state.withLock { state in
      state.observed.answered += 1
      state.observed.lastAnswered = max(state.observed.lastAnswered ?? began, began)
      if let refused = state.observed.firstRefused, began > refused {
        state.observed.answeredLate += 1
      }
    }
  }

  private func noteRefusal(_ error: any Error) {
    let now = clock.now
    state.withLock { state in
      if state.observed.firstRefused == nil { state.observed.firstRefused = now }
      state.observed.refusals.append(error as? RPCError ?? RPCError(.unknown, "\(error)"))
    }
  }

  /// Waits until it has heard enough refusals and its stream has ended.
  func refused() async throws {
    try await eventually("\(service) has refused a caller for good") {
      let observed = self.observed
      return observed.refusals.count >= 2 * Self.refusalsMax && observed.isStreamEnded
    }
    await end()
  }

  /// Ends it.
  func end() async {
    state.withLock { $0.isEnding = true }
    await client.close()
    await work.withLock { $0 }?.value
  }
}
