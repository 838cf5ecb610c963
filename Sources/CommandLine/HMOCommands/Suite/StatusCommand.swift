import ArgumentParser
import Foundation
import Messages
import RPC

/// Says how the suite does.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says which services serve and how claims stand.")

  @OptionGroup var suite: SuiteOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let connection = try SuiteConnection(suite.layout)
      let state = SuiteState.read(suite.layout)
      var rows: [(service: String, process: Int32?, isServing: Bool)] = []
      for service in SuiteLayout.services {
        let client = try connection.client(service)
        rows.append((service, state?.running[service], await Suite.isServing(client)))
        await client.close()
      }
      let gateway = rows.last?.isServing == true ? try await gatewayStatus(connection) : nil
      try json ? printJSON(rows, gateway) : printTables(rows, gateway)
      guard rows.allSatisfy(\.isServing) else { throw ExitCode(ExitCodes.unreachable) }
    }
  }

  private func gatewayStatus(
    _ connection: SuiteConnection
  ) async throws -> ClaimV1.GetGatewayStatusResponse {
    let client = try connection.client("gateway")
    let status = try await ClaimV1.GatewayAdministrationServiceClient(client: client)
      .getGatewayStatus(
        ClaimV1.GetGatewayStatusRequest(), options: RPCCallOptions(timeout: .seconds(5)))
    await client.close()
    return status
  }

  private func printTables(
    _ rows: [(service: String, process: Int32?, isServing: Bool)],
    _ gateway: ClaimV1.GetGatewayStatusResponse?
  ) throws {
    var table = TextTable([("SERVICE", .left), ("PROCESS", .right), ("HEALTH", .left)])
    for row in rows {
      table.add([
        row.service, row.process.map(String.init) ?? "-", row.isServing ? "serving" : "not serving",
      ])
    }
    Terminal.print(table.text)
    guard let gateway else { return }
    var counts = TextTable([("CLAIMS", .left), ("COUNT", .right)])
    for count in gateway.counts { counts.add([count.state.text, String(count.claims)]) }
    Terminal.print("\n" + counts.text)
    guard !gateway.waits.isEmpty else { return }
    var waits = TextTable([("WAITING FOR", .left), ("COUNT", .right), ("OLDEST", .left)])
    for wait in gateway.waits {
      waits.add([wait.step, String(wait.claims), wait.oldest?.text ?? ""])
    }
    Terminal.print("\n" + waits.text)
  }

  private func printJSON(
    _ rows: [(service: String, process: Int32?, isServing: Bool)],
    _ gateway: ClaimV1.GetGatewayStatusResponse?
  ) throws {
    let services = rows.map { row in
      "    {\"service\": \"\(row.service)\", \"process\": \(row.process.map(String.init) ?? "null"), "
        + "\"isServing\": \(row.isServing)}"
    }
    let status = try gateway?.json() ?? "null"
    Terminal.print(
      "{\n  \"services\": [\n\(services.joined(separator: ",\n"))\n  ],\n  \"gateway\": \(status)\n}"
    )
  }
}
