import ArgumentParser
import EchoService
import Foundation
import NIOPosix
import RPC
import TLS
import TestMessages

/// The RPC layer as a process of its own, for what the shipped runtime has no option for.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answers echoes until it is ended.", shouldDisplay: false)

  @Option var certificate: String
  @Option var key: String
  @Option var authority: String
  @Flag var gzip = false
  @Option var without: RaisedLimit?

  func run() async throws {
    var limits = RPCLimits.defaults
    limits.isCompressionAllowed = gzip
    without?.raise(in: &limits)
    var router = RPCRouter()
    router.register(EchoHandler())
    let tls = try TLSContext(
      TLSConfiguration(
        role: .server, certificateChainPath: certificate, privateKeyPath: key,
        authorityBundlePath: authority))
    let server = RPCServer(
      router: router, tls: tls, group: MultiThreadedEventLoopGroup(numberOfThreads: 1),
      limits: limits)
    try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])
    let addresses = server.addresses.map(\.description).joined(separator: " ")
    FileHandle.standardOutput.write(Data("Serving \(addresses)\n".utf8))
    try await Task.sleep(for: .seconds(86_400))
  }
}
