import TestKit

/// Rounds of one load: ours, the peer, ours, the peer.
struct ServerComparison {
  let scene: BenchmarkScene
  let load: ServerLoad
  let rounds: Int
  let seconds: Int

  /// What one server did in one round.
  struct Round {
    let requestsPerSecond: Double
    let cpuMicroseconds: Double
  }

  func run() async throws -> LoadReport {
    let ours = try await RunningServer.ours(scene)
    defer { ours.stop() }
    let peer = try await RunningServer.peer(scene)
    defer { peer.stop() }
    var report = LoadReport(load: load)
    for server in [ours, peer] { _ = try await round(server, seconds: 1) }
    for number in 1...rounds {
      async let refusals: Void = Refusals(scene: scene, server: ours).check()
      report.ours.append(try await round(ours, seconds: seconds))
      try await refusals
      report.peer.append(try await round(peer, seconds: seconds))
      print("\(load.name) round \(number): \(report.lastRound)")
    }
    return report
  }

  private func round(_ server: RunningServer, seconds: Int) async throws -> Round {
    let before = server.figures
    let figures = try await H2Load(scene: scene, server: server, load: load).run(seconds: seconds)
    let used = server.figures.cpuNanoseconds - before.cpuNanoseconds
    return Round(
      requestsPerSecond: figures.requestsPerSecond,
      cpuMicroseconds: Double(used) / 1_000 / Double(figures.requests))
  }
}
