import RPC
import Testing

@Suite("The life of the connection to one address")
struct ConnectionStateMachineTests {
  private func ready() -> ConnectionStateMachine {
    var machine = ConnectionStateMachine()
    _ = machine.connect()
    _ = machine.connected()
    return machine
  }

  @Test("An attempt begins once and leads to a connection that serves")
  func connects() {
    var machine = ConnectionStateMachine()
    #expect(machine.phase == .idle)
    #expect(machine.connect() == .begin)
    #expect(machine.connect() == .ignore)
    #expect(machine.phase == .connecting)
    #expect(machine.connected() == .serveWaiting)
    #expect(machine.connected() == .discard)
    #expect(machine.phase == .ready)
  }

  @Test("After a failure no attempt begins before the pause is over")
  func pause() {
    var machine = ConnectionStateMachine()
    _ = machine.connect()
    #expect(machine.connectFailed() == .pause(failures: 1))
    #expect(machine.connect() == .ignore)
    #expect(machine.pauseEnded() == .rest)
    #expect(machine.connect() == .begin)
    #expect(machine.connectFailed() == .pause(failures: 2))
    #expect(machine.connectFailed() == .ignore)
  }

  @Test("An answered call forgets the failures")
  func forgets() {
    var machine = ConnectionStateMachine()
    _ = machine.connect()
    _ = machine.connectFailed()
    _ = machine.pauseEnded()
    _ = machine.connect()
    _ = machine.connected()
    machine.proved()
    #expect(machine.connectionEnded(hasWaiting: true) == .rest)
    _ = machine.connect()
    #expect(machine.connectFailed() == .pause(failures: 1))
  }

  @Test("A connection that ends before it answers anything counts as a failure if calls wait")
  func useless() {
    var machine = ready()
    #expect(machine.connectionEnded(hasWaiting: true) == .pause(failures: 1))
    _ = machine.pauseEnded()
    _ = machine.connect()
    _ = machine.connected()
    #expect(machine.connectionEnded(hasWaiting: true) == .pause(failures: 2))
    var unwanted = ready()
    #expect(unwanted.connectionEnded(hasWaiting: false) == .rest)
    #expect(unwanted.connectionEnded(hasWaiting: false) == .ignore)
  }

  @Test("A closed one wants no connection")
  func closed() {
    var machine = ConnectionStateMachine()
    _ = machine.connect()
    #expect(machine.close() == .closeConnections)
    #expect(machine.close() == .ignore)
    #expect(machine.connected() == .discard)
    #expect(machine.connectFailed() == .ignore)
    #expect(machine.connect() == .ignore)
    #expect(machine.phase == .closed)
  }

  @Test("Delays grow to their maximum and stay within the jitter")
  func backoff() {
    let backoff = RPCBackoff(
      delayFirst: .milliseconds(100), delayMax: .seconds(1), growthPercent: 100, jitterPercent: 20)
    let low: UInt64 = 0
    let high: UInt64 = 40
    #expect(backoff.delay(failures: 1, random: low) == .milliseconds(80))
    #expect(backoff.delay(failures: 1, random: high) == .milliseconds(120))
    #expect(backoff.delay(failures: 2, random: 20) == .milliseconds(200))
    #expect(backoff.delay(failures: 3, random: 20) == .milliseconds(400))
    #expect(backoff.delay(failures: 1_000_000, random: 20) == .seconds(1))
    #expect(backoff.delay(failures: 0, random: .max) <= .milliseconds(120))
  }

  @Test("A thousand clients that fail together do not come back together")
  func stampede() {
    var generator = SeededGenerator(named: "stampede")
    let backoff = RPCBackoff.defaults
    for failures in [1, 4, 20] {
      let middle = backoff.delay(failures: failures, random: 20)
      let delays = (0..<1_000).map { _ in
        backoff.delay(failures: failures, random: generator.next())
      }
      #expect(delays.allSatisfy { $0 >= middle * 80 / 100 && $0 <= middle * 120 / 100 })
      // Of 41 possible delays none may draw a tenth of the crowd.
      let crowds = Dictionary(grouping: delays) { $0 }.values.map(\.count)
      #expect(crowds.count == 41)
      #expect(crowds.allSatisfy { $0 < 100 })
    }
  }
}
