import Foundation
import NIOPosix
import RPC
import Synchronization
package import TLS

/// A private suite of five real processes with stores, sockets and certificates of its own.
///
/// Everything lies in one short temporary directory, which goes away with the value, and so do the
/// processes, however the test ends. ``run(_:_:)`` starts one for a test.
package final class TestSuite: Sendable {
  /// What the test chose.
  package let options: TestSuiteOptions
  /// Who signs every certificate of the suite.
  package let authority: TestAuthority

  /// The processes and what connects to them; guarded as one.
  struct State {
    var processes: [SuiteService: ChildProcess] = [:]
    var certificates: [TLSIdentity: TestCertificateFiles] = [:]
    var contexts: [TLSIdentity: TLSContext] = [:]
    var clients: [ClientKey: RPCClient] = [:]
    var port: Int?
  }

  /// Which client.
  struct ClientKey: Hashable {
    let service: SuiteService
    let identity: TLSIdentity
    let isOverTCP: Bool
  }

  let state = Mutex(State())
  private let guardian: OrphanGuard

  /// The process group that ends with the tests.
  package var processGroup: Int32 { guardian.group }

  static let loops = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  /// Makes the directory and the certificates of the services; starts nothing.
  package init(_ options: TestSuiteOptions = .defaults) throws {
    self.options = options
    authority = try TestAuthority(named: "Authority of a suite of tests")
    guardian = try OrphanGuard()
    try Data().write(to: URL(fileURLWithPath: denyList.path))
  }

  /// The serial numbers that every process of the suite denies; empty at first.
  package var denyList: DenyListFile { DenyListFile(path: directory + "/denied") }

  deinit {
    for process in state.withLock({ $0.processes }).values { process.destroy() }
  }

  /// Where everything lies.
  package var directory: String { authority.directory }

  /// The Unix socket on which a service listens.
  package func socket(_ service: SuiteService) -> String { "\(directory)/\(service.rawValue).sock" }

  /// The file of a service's store.
  package func store(_ service: SuiteService) -> String {
    "\(directory)/\(service.rawValue).sqlite"
  }

  /// The file that a service logs to.
  package func logPath(_ service: SuiteService) -> String { "\(directory)/\(service.rawValue).log" }

  /// Runs `body` against a fresh suite in which all five serve, and ends it afterwards.
  ///
  /// When `body` throws, the end of every log goes to standard error.
  package static func run(
    _ options: TestSuiteOptions = .defaults, _ body: (TestSuite) async throws -> Void
  ) async throws {
    let suite = try TestSuite(options)
    do {
      try await suite.startAll()
      try await body(suite)
    } catch {
      suite.showLogs()
      await suite.close()
      throw error
    }
    await suite.close()
  }

  /// Closes the clients and ends every process at once.
  package func close() async {
    let (clients, processes) = state.withLock { state in
      defer { state.clients = [:] }
      return (Array(state.clients.values), Array(state.processes.values))
    }
    for client in clients { await client.close() }
    for process in processes { process.destroy() }
  }
}
