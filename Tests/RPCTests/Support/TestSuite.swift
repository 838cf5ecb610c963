import NIOCore
import NIOPosix
import RPC
import Synchronization
import TLS

/// A server and its clients over real sockets and real TLS, on two loops of one group.
struct TestSuite: Sendable {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  let credentials: TestCredentials
  let server: RPCServer
  let address: RPCAddress
  let records: RecordedCalls

  static func make(
    router: RPCRouter = EchoService.router(), on address: RPCAddress? = nil,
    limits: RPCLimits = .patient,
    admit: @escaping RPCAdmission = { _ in .admit(requestBytesMax: .max) }
  ) async throws -> TestSuite {
    let credentials = try TestCredentials.shared.get()
    let records = RecordedCalls()
    let server = RPCServer(
      router: router, tls: credentials.server, group: group, limits: limits, admit: admit,
      observe: { records.append($0) })
    try await server.start(on: [address ?? .tcp(host: "127.0.0.1", port: 0)])
    return TestSuite(
      credentials: credentials, server: server, address: server.addresses[0], records: records)
  }

  func client(
    limits: RPCLimits = .patient, expecting: TLSPeerExpectation? = nil,
    backoff: RPCBackoff = .defaults
  ) -> RPCClient {
    RPCClient(
      target: address, tls: credentials.client,
      expecting: expecting ?? .exactly(credentials.serverIdentity),
      eventLoop: Self.group.next(), limits: limits, backoff: backoff)
  }

  /// Runs a test against a fresh server and client, and closes both.
  static func run(
    router: RPCRouter = EchoService.router(), on address: RPCAddress? = nil,
    limits: RPCLimits = .patient,
    admit: @escaping RPCAdmission = { _ in .admit(requestBytesMax: .max) },
    _ body: (TestSuite, RPCClient) async throws -> Void
  ) async throws {
    let suite = try await make(
      router: router, on: address, limits: limits, admit: admit)
    let client = suite.client(limits: limits)
    let result: Result<Void, any Error>
    do {
      try await body(suite, client)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
    try result.get()
  }
}

/// The records a server gave its observer.
final class RecordedCalls: Sendable {
  private struct State {
    var records: [RPCCallRecord] = []
    var waiting: [(count: Int, isThere: Signal)] = []
  }

  private let state = Mutex(State())

  func append(_ record: RPCCallRecord) {
    let ready = state.withLock { state in
      state.records.append(record)
      let count = state.records.count
      let ready = state.waiting.filter { $0.count <= count }
      state.waiting.removeAll { $0.count <= count }
      return ready.map(\.isThere)
    }
    for signal in ready { signal.raise() }
  }

  var all: [RPCCallRecord] { state.withLock { $0.records } }

  /// Waits until so many calls have ended, or the test is out of time.
  func wait(for count: Int) async -> [RPCCallRecord] {
    let isThere = Signal()
    state.withLock { state in
      if state.records.count < count {
        state.waiting.append((count, isThere))
      } else {
        isThere.raise()
      }
    }
    await isThere.wait()
    return all
  }
}

/// A flag that one side raises and the other awaits.
final class Signal: Sendable {
  private struct State {
    var isRaised = false
    var waiters = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    /// Waiters that were cancelled before they waited.
    var gone: Set<Int> = []
  }

  private let state = Mutex(State())

  var isRaised: Bool { state.withLock { $0.isRaised } }

  func raise() {
    let waiting = state.withLock { state in
      state.isRaised = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until raised; a test that is out of time waits no longer, so that it fails by itself and
  /// does not hold up the run.
  func wait() async {
    let waiter = state.withLock { state in
      state.waiters += 1
      return state.waiters
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isRaised || state.gone.remove(waiter) != nil { return true }
          state.waiting[waiter] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let continuation = state.withLock { state in
        let continuation = state.waiting.removeValue(forKey: waiter)
        if continuation == nil { state.gone.insert(waiter) }
        return continuation
      }
      continuation?.resume()
    }
  }

  /// Waits until raised, whether or not the task is cancelled.
  func waitStubbornly() async {
    await withCheckedContinuation { continuation in
      let isRaised = state.withLock { state in
        state.waiters += 1
        if !state.isRaised { state.waiting[state.waiters] = continuation }
        return state.isRaised
      }
      if isRaised { continuation.resume() }
    }
  }

  /// Waits until raised or until the task is cancelled; says whether it was cancelled.
  func waitOrCancellation() async -> Bool {
    await wait()
    return Task.isCancelled
  }
}

/// Runs `body` and returns the RPC error it throws; records an issue when it throws none.
func rpcError<Result>(
  of body: () async throws -> Result
) async -> RPCError? {
  do {
    _ = try await body()
    return nil
  } catch let error as RPCError {
    return error
  } catch {
    return nil
  }
}

/// What an authorization closure was asked.
final class RecordedQuestions: Sendable {
  private let state = Mutex<[String]>([])

  func append(_ question: String) {
    state.withLock { $0.append(question) }
  }

  var all: [String] { state.withLock { $0 } }
}
