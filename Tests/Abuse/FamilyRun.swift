import NIOCore
import RPC
import TestKit

/// One family from the start of its server to the verdict.
struct FamilyRun: Sendable {
  let family: any Family
  let kind: ServerKind
  let order: WorkOrder
  let launcher: Launcher
  let credentials: Credentials
  let group: any EventLoopGroup

  private static let recoveryMax = 10.0

  private struct Round: Sendable {
    let quiet: Range<Int64>
    let attack: Range<Int64>
  }

  func run() async -> FamilyReport {
    var report = FamilyReport(family.name)
    do {
      let server = try await ServerProcess.start(kind, launcher, credentials)
      defer { server.stop() }
      let healthy = try await HealthyCaller.start(server, launcher, credentials)
      defer { healthy.stop() }
      try await run(server, healthy, &report)
    } catch {
      report.failure = "\(error)"
    }
    return report
  }

  private func run(
    _ server: ServerProcess, _ healthy: HealthyCaller, _ report: inout FamilyReport
  ) async throws {
    report.residentBefore = server.figures.residentBytes
    let descriptors = server.figures.descriptors
    var rounds: [Round] = []
    for number in 0..<order.rounds {
      do {
        rounds.append(try await round(number, server, descriptors, &report))
      } catch {
        guard server.process.isRunning else { throw error }
        report.failure = "\(error)"
      }
    }
    try await Task.sleep(for: .milliseconds(500))
    judge(rounds, healthy, &report)
    finish(server, &report)
  }

  private func round(
    _ number: Int, _ server: ServerProcess, _ descriptors: Int, _ report: inout FamilyReport
  ) async throws -> Round {
    // Attacks are made on this thread, and on those of its pool that came here before.
    ThreadPriority.lower()
    let site = Site(
      server: server, credentials: credentials, group: group, scale: order.scale,
      seed: order.seed &+ UInt64(number) &* 1_000_003)
    let begun = Clock.now
    try await Task.sleep(for: .seconds(order.scale.quietSeconds))
    let start = Clock.now
    let least = order.scale.quietSeconds
    let (checks, peak) = try await PeakWatch.during(server.number) {
      let checks = try await family.attack(site)
      let left = least - Clock.seconds(since: start)
      if left > 0 { try await Task.sleep(for: .seconds(left)) }
      return checks
    }
    let round = Round(quiet: begun..<start, attack: start..<Clock.now)
    report.checks.merge(checks)
    report.residentPeak = max(report.residentPeak, peak.residentBytes)
    report.checks.merge(await recovery(site, descriptors))
    return round
  }

  /// Whether nothing is left of the attack.
  private func recovery(_ site: Site, _ descriptors: Int) async -> [Check] {
    let start = Clock.now
    let answered = await site.freshCall(atMost: .seconds(10))
    while site.server.figures.descriptors > descriptors,
      Clock.seconds(since: start) < Self.recoveryMax
    {
      try? await Task.sleep(for: .milliseconds(50))
    }
    return [
      Check("a new caller is answered afterwards", answered == nil ? 0 : 1, exactly: 1),
      Check(
        "descriptors left over", max(0, site.server.figures.descriptors - descriptors), exactly: 0),
    ]
  }

  private func judge(_ rounds: [Round], _ healthy: HealthyCaller, _ report: inout FamilyReport) {
    var failed = 0
    for round in rounds {
      let quiet = healthy.window(from: round.quiet.lowerBound, to: round.quiet.upperBound)
      let attack = healthy.window(from: round.attack.lowerBound, to: round.attack.upperBound)
      report.quietP99 += quiet.p99.map { [$0] } ?? []
      report.attackP99 += attack.p99.map { [$0] } ?? []
      report.clockP99 += attack.clockP99.map { [$0] } ?? []
      report.latenessP99 += Median.rank(attack.lateness, 0.99).map { [$0] } ?? []
      failed += attack.failed
      report.failures.merge(attack.failures) { $0 + $1 }
      let seconds = Double(round.attack.count) / 1e9
      report.checks.merge([
        Check(
          "healthy calls a second", Double(attack.milliseconds.count) / seconds, .atLeast(150))
      ])
    }
    let limit = max(family.p99Floor, 2 * (Median.of(report.quietP99) ?? 0))
    report.checks += [
      Check("healthy calls that failed", failed, exactly: 0),
      Check(
        "healthy p99 (2 × quiet, at least \(Int(family.p99Floor)) ms)",
        Median.of(report.attackP99) ?? 1_000,
        .atMost(limit), "ms"),
    ]
  }

  private func finish(_ server: ServerProcess, _ report: inout FamilyReport) {
    report.residentAfter = server.figures.residentBytes
    let growth = Double(max(0, report.residentAfter - report.residentBefore)) / 1_048_576
    report.checks += [
      Check("the same server process lives", server.process.isRunning ? 1 : 0, exactly: 1),
      Check(
        "resident bytes more at the end", growth, .atMost(Double(family.growthMax) / 1_048_576),
        "MiB"),
    ]
    if !server.process.isRunning { report.failure = server.lastWords }
  }
}
