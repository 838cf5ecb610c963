import ArgumentParser
import InteropSuite
import NIOPosix
import RPC
import TLS

/// Runs cases of gRPC's interoperability tests against a server of any language.
@main
struct InteropClientCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interop-client",
    abstract: "Runs interoperability cases against grpc.testing.TestService over mutual TLS 1.3.")

  @Option(help: "Where the server listens: host:port or unix:/path.")
  var server: String
  @Option(help: "Our certificate, PEM.")
  var certificate: String
  @Option(help: "Its private key, PEM, readable by its owner alone.")
  var key: String
  @Option(help: "The authorities whose certificates are accepted, PEM.")
  var authority: String
  @Option(
    name: .customLong("case"),
    help:
      "The case: all, or one of \(InteropCase.allCases.map(\.rawValue).joined(separator: ", ")).")
  var name = "all"
  @Flag(help: "The server cannot tell a compressed request from another: leave out the lie.")
  var noProbe = false

  func run() async throws {
    let cases = try selected()
    guard let address = RPCAddress(interopText: server) else {
      throw ValidationError("--server wants host:port or unix:/path")
    }
    let tls = try TLSContext(
      TLSConfiguration(
        role: .client, certificateChainPath: certificate, privateKeyPath: key,
        authorityBundlePath: authority))
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let client = RPCClient(
      target: address, tls: tls, expecting: .any, eventLoop: group.next(),
      limits: InteropService.limits)
    let failures = await run(cases, InteropCaller(client, isTellingCompression: !noProbe))
    await client.close()
    guard failures == 0 else { throw ExitCode.failure }
  }

  private func selected() throws -> [InteropCase] {
    if name == "all" { return InteropCase.allCases }
    guard let one = InteropCase(rawValue: name) else {
      throw ValidationError("There is no case of that name.")
    }
    return [one]
  }

  /// Runs cases one after the other and says what became of each.
  private func run(_ cases: [InteropCase], _ caller: InteropCaller) async -> Int {
    var failures = 0
    for name in cases {
      do {
        try await caller.run(name)
        print("\(name): passed")
      } catch {
        failures += 1
        print("\(name): FAILED: \(error)")
      }
    }
    return failures
  }
}
