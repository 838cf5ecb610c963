import ArgumentParser
import Foundation

/// Starts the suite.
struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up", abstract: "Starts the five services on this machine.",
    discussion: """
      Certificates are made when there are none. The four services listen on Unix sockets, the \
      gateway on a Unix socket and on 127.0.0.1. Without --detach the command stays and stops the \
      suite when it is interrupted.
      """)

  @OptionGroup var suite: SuiteOptions

  @Flag(help: "Return once all five serve.")
  var detach = false

  @Option(help: "The gateway's TCP port.")
  var port: Int = 7443

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel: String = "info"

  @Option(help: "system, or manual for scenarios and tests.")
  var businessClock: String = "system"

  @Option(help: "Milliseconds that one call between services may take before it is asked again.")
  var callTimeoutMilliseconds: Int = 5_000

  func validate() throws {
    guard (1...65_535).contains(port) else { throw ValidationError("--port is 1 to 65535") }
  }

  func run() async throws {
    try await reporting {
      try suite.layout.makeFolders()
      let certificates = SuiteCertificates(layout: suite.layout)
      if !certificates.areComplete {
        try certificates.make(days: 30)
        Terminal.print("certificates for 30 days in \(suite.layout.certificates)")
      }
      let running = Suite(
        layout: suite.layout, port: port, commonArguments: ["--log-level", logLevel],
        gatewayArguments: [
          "--business-clock", businessClock, "--call-timeout-milliseconds",
          String(callTimeoutMilliseconds),
        ])
      try await running.start()
      Terminal.print(
        "up: gateway on 127.0.0.1:\(port) and unix:\(suite.layout.socket("gateway"))")
      guard !detach else { return }
      Terminal.print("press ^C to stop")
      await Interruption.wait()
      let stopped = await Suite.stop(suite.layout)
      Terminal.print("stopped \(stopped) of 5")
    }
  }
}
