import Synchronization
import Testing

@testable import Gateway

@Suite("The count of pended claims keeps nobody waiting", .timeLimit(.minutes(1)))
struct PendedGaugeTests {
  private func machine(isOver: Bool) -> MachineClock {
    MachineClock(
      now: { Sample.now }, uptime: { 0 },
      wait: { _ in
        guard isOver else { return await untilCancelled() }
      })
  }

  /// Runs a gauge while `body` does.
  private func running(_ gauge: PendedGauge, _ body: () async -> Void) async {
    let task = Task { await gauge.run() }
    await body()
    task.cancel()
    await task.value
  }

  @Test("Each who asks hears the count, also when many ask at once")
  func answers() async {
    let asked = Mutex<Int64>(0)
    let gauge = PendedGauge(machine: machine(isOver: false)) {
      asked.withLock {
        $0 += 1
        return $0
      }
    }
    await running(gauge) {
      let counts = await withTaskGroup(of: Int64?.self) { group in
        for _ in 0..<50 { group.addTask { await gauge.value() } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(counts.count == 50 && !counts.contains(nil))
      let last = asked.withLock { $0 }
      #expect(await gauge.value() ?? 0 >= last)
    }
  }

  @Test("Of a store that fails nothing is told")
  func failing() async {
    let gauge = PendedGauge(machine: machine(isOver: false)) { throw FixtureError() }
    await running(gauge) { #expect(await gauge.value() == nil) }
  }

  @Test("A store that does not answer is not waited for")
  func stuck() async {
    let gate = AsyncGate()
    let gauge = PendedGauge(machine: machine(isOver: true)) {
      await gate.wait()
      return 1
    }
    await running(gauge) {
      for _ in 0..<3 { #expect(await gauge.value() == nil) }
      gate.open()
    }
  }

  @Test("Nobody waits for a gauge that is not run")
  func notRun() async {
    let gauge = PendedGauge(machine: machine(isOver: true)) { 1 }
    #expect(await gauge.value() == nil)
  }
}
