import Foundation
import RPC

/// A private suite of five processes for one scenario, with stores of its own.
///
/// Its processes end with the value, and with this command however that ends.
final class ScenarioSuite: Sendable {
  /// Where its files are.
  let layout: SuiteLayout
  private let guardian: ProcessGuard
  private let clients: [String: RPCClient]
  private let processes: [Int32]

  /// Starts a suite and returns once all five serve.
  ///
  /// - Parameters:
  ///   - layout: Its folder, with certificates.
  ///   - isKept: Whether its files stay when it ends.
  static func start(_ layout: SuiteLayout, isKept: Bool) async throws -> ScenarioSuite {
    try layout.makeFolders()
    let guardian = try ProcessGuard(removing: isKept ? nil : layout.directory)
    var suite = Suite(layout: layout, port: nil)
    suite.commonArguments = ["--log-level", "warning"]
    suite.gatewayArguments = ["--business-clock", "manual"]
    suite.company = .group(guardian.group)
    try await suite.start()
    return try ScenarioSuite(layout, guardian)
  }

  private init(_ layout: SuiteLayout, _ guardian: ProcessGuard) throws {
    self.layout = layout
    self.guardian = guardian
    var clients: [String: RPCClient] = [:]
    for identity in ["client-hmo", "client-integrator"] {
      let connection = try SuiteConnection(layout, identity: identity)
      for service in SuiteLayout.services {
        clients["\(identity) \(service)"] = try connection.client(service)
      }
    }
    self.clients = clients
    processes = SuiteState.read(layout)?.processes.values.sorted() ?? []
  }

  /// The client of a service under an identity.
  func client(_ service: String, as identity: String = "client-hmo") throws -> RPCClient {
    guard let client = clients["\(identity) \(service)"] else {
      throw CommandFailure("there is no service named \(service)")
    }
    return client
  }

  /// Another connection to a service under an identity; whoever asks for it closes it.
  func connect(_ service: String, as identity: String) throws -> RPCClient {
    try SuiteConnection(layout, identity: identity).client(service)
  }

  /// Closes the connections; the processes end when nobody holds the suite any more.
  func close() async {
    for client in clients.values { await client.close() }
  }

  deinit {
    for process in processes {
      ServerProcess.send(SIGKILL, to: process)
      var status: Int32 = 0
      while waitpid(process, &status, 0) == -1, errno == EINTR {}
    }
  }
}
