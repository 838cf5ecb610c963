import ArgumentParser
import Foundation
import Payment
import ServiceProcess

/// Prices claims, moves accumulators and posts the ledger.
@main
struct PaymentServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payment-server",
    abstract: "Prices claims, moves accumulators and posts the ledger.")

  @OptionGroup var options: ServiceOptions

  func run() async throws {
    try await ServiceMain.run(
      .payment, options, environment: ProcessInfo.processInfo.environment)
  }
}
