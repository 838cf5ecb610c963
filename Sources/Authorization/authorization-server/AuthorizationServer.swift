import ArgumentParser
import Authorization
import Foundation
import ServiceProcess

/// The process that holds, settles and releases authorized units and referral visits.
@main
struct AuthorizationServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authorization-server",
    abstract: "Holds, settles and releases authorized units and referral visits.")

  @OptionGroup var options: ServiceOptions

  func run() async throws {
    try await ServiceMain.run(
      .authorization, options, environment: ProcessInfo.processInfo.environment)
  }
}
