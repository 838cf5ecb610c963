import ArgumentParser
import Eligibility
import Foundation
import ServiceProcess

/// The process that says whether members are covered, by which benefit and through whom.
@main
struct EligibilityServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eligibility-server",
    abstract: "Says whether members are covered, by which benefit and through whom.")

  @OptionGroup var options: ServiceOptions

  func run() async throws {
    try await ServiceMain.run(
      .eligibility, options,
      environment: ProcessInfo.processInfo.environment)
  }
}
