import Foundation
import Messages
import RPC
import Synchronization
import TLS

extension TestSuite {
  /// Starts all five and waits until they serve.
  package func startAll() async throws {
    for service in SuiteService.allCases { try start(service) }
    for service in SuiteService.allCases { try await waitUntilServing(service) }
  }

  /// Starts a service that does not run, with the store that it had.
  package func start(_ service: SuiteService) throws {
    let process = try ChildProcess(
      ChildProcess.Command(
        program: SuiteBinaries.path(of: service.program), arguments: arguments(service),
        logPath: logPath(service), group: processGroup))
    state.withLock { $0.processes[service] = process }
  }

  /// Starts a service that does not run and waits until it serves.
  package func startServing(_ service: SuiteService) async throws {
    try start(service)
    try await waitUntilServing(service)
  }

  /// The process of a service.
  package func process(_ service: SuiteService) throws -> ChildProcess {
    guard let process = state.withLock({ $0.processes[service] }) else {
      throw TestSuiteError("\(service) was never started")
    }
    return process
  }

  /// Ends a service with SIGKILL, in the middle of whatever it does.
  package func kill(_ service: SuiteService) throws {
    try process(service).destroy()
  }

  /// Ends a service with SIGTERM and waits for its end.
  ///
  /// - Returns: Its exit code, or the negated number of the signal that ended it.
  @discardableResult
  package func stop(_ service: SuiteService) async throws -> Int32 {
    let process = try process(service)
    process.send(SIGTERM)
    return try await process.ended()
  }

  /// Stops a service in its tracks with SIGSTOP: it keeps its sockets and answers nothing.
  package func pause(_ service: SuiteService) throws {
    try process(service).send(SIGSTOP)
  }

  /// Lets a service that was paused go on.
  package func resume(_ service: SuiteService) throws {
    try process(service).send(SIGCONT)
  }

  /// Waits until a service says by RPC that it serves.
  ///
  /// - Throws: ``TestSuiteError`` with the end of its log when it ends instead.
  package func waitUntilServing(_ service: SuiteService) async throws {
    let process = try process(service)
    let client = try newClient(service, as: .hmo)
    try await eventually("\(service) serves") {
      guard process.isRunning else {
        throw TestSuiteError("\(service) ended instead of serving:\n\(logTail(service))")
      }
      return await TestSuite.isServing(client)
    }
    if service == .gateway { try notePort() }
    await client.close()
  }

  private static func isServing(_ client: RPCClient) async -> Bool {
    let answer = try? await HealthV1.HealthClient(client: client).check(
      HealthV1.HealthCheckRequest(), options: RPCCallOptions(timeout: .seconds(10)))
    return answer?.status == .serving
  }

  /// The command line of a service.
  package func arguments(_ service: SuiteService) throws -> [String] {
    let files = try certificate(of: service.identity)
    var arguments = [
      "--listen", "unix:\(socket(service))", "--certificate", files.certificatePath,
      "--key", files.privateKeyPath, "--authority", authority.bundlePath,
      "--deny-list", denyList.path, "--store", store(service),
    ]
    guard service == .gateway else { return arguments }
    let port = state.withLock { $0.port } ?? 0
    arguments += ["--listen", "127.0.0.1:\(port)"]
    for callee in SuiteService.callees {
      arguments += ["--\(callee.rawValue)", "unix:\(socket(callee))"]
    }
    let (seconds, attoseconds) = options.callTimeout.components
    let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    arguments += ["--call-timeout-milliseconds", String(milliseconds)]
    return arguments + ["--business-clock", options.isBusinessClockManual ? "manual" : "system"]
  }

  /// Reads from the gateway's log which TCP port the system gave it; a later start asks for the same.
  private func notePort() throws {
    let addresses = logEvents(.gateway, message: "Serving").last?["addresses"] as? [String] ?? []
    let ports = addresses.compactMap { address in
      address.hasPrefix("127.0.0.1:") ? Int(address.dropFirst("127.0.0.1:".count)) : nil
    }
    guard let port = ports.first else {
      throw TestSuiteError("the gateway does not say on which port it listens")
    }
    state.withLock { $0.port = port }
  }
}
