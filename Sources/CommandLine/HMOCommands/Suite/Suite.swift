import Foundation
import Messages
import RPC

/// Starts, watches and stops the five processes of a suite on this machine.
struct Suite {
  let layout: SuiteLayout
  /// The gateway's TCP port; a Unix socket alone when absent.
  let port: Int?
  /// Given to every server, such as the log level.
  var commonArguments: [String] = []
  /// Given to the gateway alone.
  var gatewayArguments: [String] = []
  /// Which processes the servers belong to.
  var company: ServerProcess.Company = .session

  /// How long a server may take from its start to SERVING.
  static let startTimeMax: Duration = .seconds(20)
  /// How long a server may take from SIGTERM to its end.
  static let stopTimeMax: Duration = .seconds(30)
  /// How often a server is looked at while it starts or ends.
  private static let lookInterval: Duration = .milliseconds(20)

  /// Starts what does not run and returns once all five serve.
  func start() async throws {
    var state = SuiteState.read(layout) ?? SuiteState(processes: [:], port: port ?? 0)
    state.port = port ?? 0
    for service in SuiteLayout.services where state.running[service] == nil {
      state.processes[service] = try ServerProcess.start(
        service, arguments: arguments(service), log: layout.log(service), in: company)
      try state.write(layout)
    }
    let connection = try SuiteConnection(layout)
    for service in SuiteLayout.services {
      try await waitUntilServing(service, connection, state)
    }
  }

  private func arguments(_ service: String) -> [String] {
    var arguments = [
      "--listen", "unix:\(layout.socket(service))", "--certificate", layout.certificate(service),
      "--key", layout.key(service), "--authority", layout.authority,
      "--deny-list", layout.denyList, "--store", layout.store(service),
    ]
    arguments += commonArguments
    guard service == "gateway" else { return arguments }
    if let port { arguments += ["--listen", "127.0.0.1:\(port)"] }
    for callee in SuiteLayout.services where callee != "gateway" {
      arguments += ["--\(callee)", "unix:\(layout.socket(callee))"]
    }
    return arguments + gatewayArguments
  }

  private func waitUntilServing(
    _ service: String, _ connection: SuiteConnection, _ state: SuiteState
  ) async throws {
    let client = try connection.client(service)
    let start = Polling(every: Suite.lookInterval, atMost: Suite.startTimeMax)
    let (isServing, _) = try await start.repeating {
      (await Suite.isServing(client), state.running[service] != nil)
    } until: { isServing, isRunning in
      isServing || !isRunning
    }
    await client.close()
    guard !isServing else { return }
    throw CommandFailure(
      "\(service)-server does not serve. The end of its log says why:\n"
        + Suite.tail(of: layout.log(service)))
  }

  /// Whether a service says that it serves.
  static func isServing(_ client: RPCClient) async -> Bool {
    let options = RPCCallOptions(timeout: .seconds(2))
    let answer = try? await HealthV1.HealthClient(client: client).check(
      HealthV1.HealthCheckRequest(), options: options)
    return answer?.status == .serving
  }

  /// Stops one service, gently first; returns whether it ran.
  @discardableResult
  static func stop(_ service: String, _ process: Int32) async -> Bool {
    let name = "\(service)-server"
    guard ServerProcess.isRunning(process, named: name) else { return false }
    ServerProcess.send(SIGTERM, to: process)
    let end = Polling(every: lookInterval, atMost: stopTimeMax)
    let isRunning = try? await end.repeating {
      ServerProcess.isRunning(process, named: name)
    } until: {
      !$0
    }
    if isRunning != false { ServerProcess.send(SIGKILL, to: process) }
    return true
  }

  /// Stops every process of the suite, the gateway first.
  static func stop(_ layout: SuiteLayout) async -> Int {
    guard let state = SuiteState.read(layout) else { return 0 }
    var stopped = 0
    for service in SuiteLayout.services.reversed() {
      guard let process = state.processes[service] else { continue }
      if await stop(service, process) { stopped += 1 }
    }
    SuiteState.remove(layout)
    return stopped
  }

  private static func tail(of path: String) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "(no log)" }
    return String(decoding: data.suffix(2_000), as: UTF8.self).split(separator: "\n").suffix(5)
      .map { "  " + Terminal.safe(String($0)) }.joined(separator: "\n")
  }
}
