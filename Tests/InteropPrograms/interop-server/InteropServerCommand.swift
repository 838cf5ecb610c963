import ArgumentParser
import Foundation
import InteropSuite
import NIOPosix
import RPC
import TLS

/// A server that programs of any language may try their gRPC against.
@main
struct InteropServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interop-server",
    abstract: "Answers grpc.testing.TestService over mutual TLS 1.3 until it is ended.")

  @Option(help: "Where to listen: host:port or unix:/path; may be repeated.")
  var listen: [String]
  @Option(help: "Our certificate, PEM.")
  var certificate: String
  @Option(help: "Its private key, PEM, readable by its owner alone.")
  var key: String
  @Option(help: "The authorities whose certificates are accepted, PEM.")
  var authority: String

  func run() async throws {
    let addresses = try listen.map { text in
      guard let address = RPCAddress(interopText: text) else {
        throw ValidationError("--listen wants host:port or unix:/path")
      }
      return address
    }
    let tls = try TLSContext(
      TLSConfiguration(
        role: .server, certificateChainPath: certificate, privateKeyPath: key,
        authorityBundlePath: authority))
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let server = RPCServer(
      router: InteropService.router(), tls: tls, group: group, limits: InteropService.limits)
    try await server.start(on: addresses)
    for address in server.addresses {
      FileHandle.standardOutput.write(Data("interop-server listens on \(address)\n".utf8))
    }
    try await Task.sleep(for: .seconds(31_536_000))
  }
}
