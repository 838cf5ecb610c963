import NIOCore
import NIOPosix
import Protobuf
import RPC
import ServiceProcess
import TLS
import TestKit
import TestMessages

/// Our client against our server: callers that each make one call after the other.
struct ClientMeasurement {
  let scene: BenchmarkScene
  let callers: Int
  let rounds: Int
  let seconds: Int

  func run() async throws -> ClientReport {
    let server = try await RunningServer.ours(scene)
    defer { server.stop() }
    // As the gateway's loop, from which it calls the other services.
    let polling = BusyPolling(timeMax: ServiceConfiguration.busyPollingTime)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1, metricsDelegate: polling)
    await polling.attach(to: group.next())
    let client = RPCClient(
      target: .tcp(host: "127.0.0.1", port: server.port),
      tls: try scene.authority.context(.client, for: BenchmarkScene.identity(.service, "gateway")),
      expecting: .exactly(try BenchmarkScene.identity(.service, "echo")), eventLoop: group.next())
    let executor = LoopExecutor(group.next())
    var report = ClientReport(callers: callers)
    _ = try await calls(client, executor, for: .seconds(1))
    for round in 1...rounds {
      let rate = try await calls(client, executor, for: .seconds(seconds))
      print("client, \(callers) at once, round \(round): \(Int(rate))/s")
      report.rates.append(rate)
    }
    await client.close()
    try await group.shutdownGracefully()
    return report
  }

  /// Calls a second.
  private func calls(
    _ client: RPCClient, _ executor: LoopExecutor, for time: Duration
  ) async throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    let end = start + time
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<callers {
        group.addTask(executorPreference: executor) { try await Self.calls(client, until: end) }
      }
      return try await group.reduce(0, +)
    }
    return Double(count) / ((clock.now - start) / .seconds(1))
  }

  private static func calls(
    _ client: RPCClient, until end: ContinuousClock.Instant
  ) async throws -> Int {
    var count = 0
    while ContinuousClock.now < end {
      let answer = try await client.unary(TestingV1.EchoService.echo, BenchmarkScene.request)
      guard answer.payload.count == BenchmarkScene.request.payload.count else {
        throw BenchmarkError("an echo came back short")
      }
      count += 1
    }
    return count
  }
}

/// What the client did with so many callers.
struct ClientReport {
  let callers: Int
  var rates: [Double] = []

  init(callers: Int) {
    self.callers = callers
  }

  var rate: Spread { Spread(rates) }
}
