import ArgumentParser
import Foundation
import Gateway
import RPC
import ServiceProcess

/// The gateway: takes claims and sequences each through the four services.
@main
struct GatewayServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway-server",
    abstract: "Takes claims and sequences each through the four services.")

  @OptionGroup var options: ServiceOptions

  @Option(help: "Where the eligibility service listens (HMO_ELIGIBILITY).")
  var eligibility: AddressArgument?

  @Option(help: "Where the network service listens (HMO_NETWORK).")
  var network: AddressArgument?

  @Option(help: "Where the authorization service listens (HMO_AUTHORIZATION).")
  var authorization: AddressArgument?

  @Option(help: "Where the payment service listens (HMO_PAYMENT).")
  var payment: AddressArgument?

  @Option(help: "Milliseconds that one call to a service may take before it is asked again.")
  var callTimeoutMilliseconds: Int = 5_000

  @Option(help: "Which interchanges are taken: any, production or test (HMO_INTERCHANGE_USAGE).")
  var interchangeUsage: String?

  func validate() throws {
    guard (10...600_000).contains(callTimeoutMilliseconds) else {
      throw ValidationError("--call-timeout-milliseconds is 10 to 600000")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let configuration = GatewayConfiguration(
      eligibility: try address(eligibility, "ELIGIBILITY", environment),
      network: try address(network, "NETWORK", environment),
      authorization: try address(authorization, "AUTHORIZATION", environment),
      payment: try address(payment, "PAYMENT", environment),
      callTimeout: .milliseconds(callTimeoutMilliseconds), usage: try usage(environment))
    try await ServiceMain.run(
      GatewayDefinition.make(configuration), options, environment: environment)
  }

  private func usage(_ environment: [String: String]) throws -> AcceptedUsage {
    let text = interchangeUsage ?? environment["HMO_INTERCHANGE_USAGE"] ?? "any"
    guard let usage = AcceptedUsage(rawValue: text) else {
      throw ValidationError("--interchange-usage is any, production or test")
    }
    return usage
  }

  private func address(
    _ given: AddressArgument?, _ name: String, _ environment: [String: String]
  ) throws -> RPCAddress {
    if let given { return given.address }
    guard let text = environment["HMO_\(name)"], let read = AddressArgument(argument: text) else {
      throw ValidationError(
        "no address of a service; give --\(name.lowercased()) or HMO_\(name) as host:port or unix:/path"
      )
    }
    return read.address
  }
}
