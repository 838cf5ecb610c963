import ArgumentParser

/// Stops the suite.
struct DownCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "down", abstract: "Stops the suite: calls in flight finish, stores are closed.")

  @OptionGroup var suite: SuiteOptions

  func run() async throws {
    try await reporting {
      let stopped = await Suite.stop(suite.layout)
      Terminal.print(stopped == 0 ? "nothing was running" : "stopped \(stopped) of 5")
    }
  }
}
