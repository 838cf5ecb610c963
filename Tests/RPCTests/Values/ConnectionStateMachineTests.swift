import RPC
import Testing

@Suite("When a client connects")
struct ConnectionStateMachineTests {
  @Test("The first call connects, the next ones wait, then all use the connection")
  func connects() {
    var machine = ConnectionStateMachine()
    #expect(machine.call(isWaitForReady: false) == .connect)
    #expect(machine.call(isWaitForReady: false) == .wait)
    #expect(machine.connected() == .serveWaiting)
    #expect(machine.call(isWaitForReady: false) == .open)
  }

  @Test("During a pause only patient calls wait")
  func pause() {
    var machine = ConnectionStateMachine()
    _ = machine.call(isWaitForReady: false)
    #expect(machine.connectFailed() == .pause(failures: 1))
    #expect(machine.call(isWaitForReady: false) == .failUnavailable)
    #expect(machine.call(isWaitForReady: true) == .wait)
    #expect(machine.pauseEnded(hasWaiting: true) == .connect)
    #expect(machine.connectFailed() == .pause(failures: 2))
    #expect(machine.pauseEnded(hasWaiting: false) == .ignore)
    #expect(machine.call(isWaitForReady: false) == .connect)
  }

  @Test("An answered call forgets the failures")
  func forgets() {
    var machine = ConnectionStateMachine()
    _ = machine.call(isWaitForReady: true)
    _ = machine.connectFailed()
    _ = machine.pauseEnded(hasWaiting: true)
    _ = machine.connected()
    machine.proved()
    #expect(machine.connectionEnded(hasWaiting: true) == .connect)
    #expect(machine.connectFailed() == .pause(failures: 1))
  }

  @Test("A connection that ends before it answers anything counts as a failure")
  func useless() {
    var machine = ConnectionStateMachine()
    _ = machine.call(isWaitForReady: true)
    _ = machine.connected()
    #expect(machine.connectionEnded(hasWaiting: true) == .pause(failures: 1))
    #expect(machine.pauseEnded(hasWaiting: true) == .connect)
    _ = machine.connected()
    #expect(machine.connectionEnded(hasWaiting: true) == .pause(failures: 2))
  }

  @Test("A lost connection is made again only when calls wait")
  func lost() {
    var machine = ConnectionStateMachine()
    _ = machine.call(isWaitForReady: false)
    _ = machine.connected()
    #expect(machine.connectionEnded(hasWaiting: false) == .ignore)
    #expect(machine.call(isWaitForReady: false) == .connect)
  }

  @Test("A closed client takes no calls and wants no connection")
  func closed() {
    var machine = ConnectionStateMachine()
    _ = machine.call(isWaitForReady: false)
    #expect(machine.close() == .closeConnections)
    #expect(machine.close() == .ignore)
    #expect(machine.connected() == .discard)
    #expect(machine.connectFailed() == .ignore)
    #expect(machine.call(isWaitForReady: true) == .failClosed)
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
}
