import ArgumentParser
import NIOCore
import NIOPosix
import RPC
import TLS

/// A proper caller at a fixed rate, in a process of its own: one line for each call.
struct HealthyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "healthy", abstract: "Calls at a fixed rate until it is ended.",
    shouldDisplay: false)

  @Option var port: Int
  @Option var certificate: String
  @Option var key: String
  @Option var authority: String
  @Option var rate: Int

  func run() async throws {
    let tls = try TLSContext(
      TLSConfiguration(
        role: .client, certificateChainPath: certificate, privateKeyPath: key,
        authorityBundlePath: authority))
    let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    let client = RPCClient(
      target: .tcp(host: "127.0.0.1", port: port), tls: tls, expecting: .any, eventLoop: loop)
    LatenessProbe.start()
    loop.scheduleRepeatedTask(
      initialDelay: .zero, delay: .microseconds(Int64(1_000_000 / max(1, rate)))
    ) { _ in
      Task { await Self.call(client) }
    }
    try await Task.sleep(for: .seconds(86_400))
  }

  /// Makes one call and says when it began, how long it took and how it ended.
  private static func call(_ client: RPCClient) async {
    let start = Clock.now
    var code = "OK"
    do {
      let answer = try await client.rawUnary(
        path: EchoCalls.echo, request: EchoCalls.request,
        options: RPCCallOptions(timeout: .seconds(10)))
      if answer != EchoCalls.request { code = "OTHER_ANSWER" }
    } catch {
      code = (error as? RPCError).map { "\($0.code)" } ?? "UNKNOWN"
    }
    CallLine.write(start, Clock.now - start, code)
  }
}
