import ArgumentParser
import Foundation
import ProviderNetwork
import ServiceProcess

/// The process that says which contract governs a provider and what it says about price.
@main
struct NetworkServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network-server",
    abstract: "Says which contract governs a provider, and what it says about price.")

  @OptionGroup var options: ServiceOptions

  func run() async throws {
    try await ServiceMain.run(
      .network, options, environment: ProcessInfo.processInfo.environment)
  }
}
