import ArgumentParser
import Foundation
import ServiceProcess

/// A service like the others, of which nothing is left but the runtime: it answers what it was sent.
///
/// What it is measured with is what is shipped: identity, table of permissions, rates, deadlines,
/// metrics, spans, audit trail and every limit at its default.
struct EchoServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo-server", abstract: "Answers what it was sent, for measurements and attacks.")

  @OptionGroup var options: ServiceOptions

  func run() async throws {
    try await ServiceMain.run(
      .echo, options, environment: ProcessInfo.processInfo.environment, permissions: .echo)
  }
}
