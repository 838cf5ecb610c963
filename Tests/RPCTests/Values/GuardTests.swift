import RPC
import Testing

@Suite("Watching a connection")
struct GuardTests {
  private var limits: RPCLimits {
    var limits = RPCLimits.defaults
    limits.handshakeTimeMax = .seconds(3)
    limits.stallTimeMax = .seconds(2)
    limits.idleTimeMax = .seconds(5)
    limits.keepaliveIdleTime = .seconds(2)
    limits.keepaliveAnswerTimeMax = .seconds(3)
    return limits
  }

  @Test("A peer that never sends a frame is noticed at the handshake limit")
  func silent() {
    var guardian = ConnectionGuardian(limits: limits)
    let ticks = (0..<3).map { _ in guardian.tick(framesBegun: 0, hasStreams: false, isFull: false) }
    #expect(ticks == [.none, .none, .silentHandshake])
  }

  @Test("Bytes without frames are a stall; frames or silence are not")
  func stalled() {
    var trickle = ConnectionGuardian(limits: limits)
    var ticks: [ConnectionGuardian.OnTick] = []
    _ = trickle.tick(framesBegun: 1, hasStreams: true, isFull: false)
    for _ in 0..<2 {
      trickle.read(1)
      ticks.append(trickle.tick(framesBegun: 1, hasStreams: true, isFull: false))
    }
    #expect(ticks == [.none, .stalledFrame])
    var lively = ConnectionGuardian(limits: limits)
    for frame in 1...50 {
      lively.read(9)
      #expect(lively.tick(framesBegun: UInt64(frame), hasStreams: true, isFull: false) == .none)
    }
  }

  @Test("A frame whose head comes byte by byte is a stall too, and gains no time by its last byte")
  func slowHead() {
    var patient = limits
    patient.stallTimeMax = .seconds(10)
    var guardian = ConnectionGuardian(limits: patient)
    _ = guardian.tick(framesBegun: 1, hasStreams: true, isFull: false)
    let ticks = (1...10).map { second in
      guardian.read(1)
      return guardian.tick(framesBegun: second < 9 ? 1 : 2, hasStreams: true, isFull: false)
    }
    #expect(ticks.dropLast().allSatisfy { $0 == .none })
    #expect(ticks.last == .stalledFrame)
  }

  @Test("A connection without calls is idle once, at the limit")
  func idle() {
    var guardian = ConnectionGuardian(limits: limits)
    let ticks = (0..<8).map { _ in guardian.tick(framesBegun: 1, hasStreams: false, isFull: false) }
    #expect(ticks.filter { $0 == .idle }.count == 1)
    #expect(ticks.firstIndex(of: .idle) == 4)
  }

  @Test("Silence with open calls is asked about, and is death when no answer comes")
  func keepalive() {
    var guardian = ConnectionGuardian(limits: limits)
    let ticks = (0..<5).map { _ in guardian.tick(framesBegun: 1, hasStreams: true, isFull: false) }
    #expect(ticks == [.none, .askForLife, .none, .none, .dead])
    var answered = ConnectionGuardian(limits: limits)
    var asked = 0
    for second in 0..<20 {
      if answered.tick(framesBegun: UInt64(second + 1), hasStreams: true, isFull: false)
        == .askForLife
      {
        asked += 1
        answered.read(17)
      }
    }
    #expect(asked == 10)
  }

  @Test(
    "Short calls that nobody answers lead to the question too, whatever pauses lie between them")
  func sparseCalls() {
    var guardian = ConnectionGuardian(limits: limits)
    var ticks: [ConnectionGuardian.OnTick] = []
    for second in 0..<12 {
      ticks.append(
        guardian.tick(framesBegun: 1, hasStreams: second % 4 == 0, isFull: false))
    }
    #expect(ticks.firstIndex(of: .askForLife) == 4)
    #expect(ticks.firstIndex(of: .dead) == 7)
  }

  @Test("A peer that takes nothing is deaf at the limit; one that takes something is not")
  func deaf() {
    var guardian = ConnectionGuardian(limits: limits)
    var ticks: [ConnectionGuardian.OnTick] = []
    for second in 0..<4 {
      guardian.read(100)
      if second == 1 { guardian.drained() }
      ticks.append(guardian.tick(framesBegun: UInt64(second + 1), hasStreams: true, isFull: true))
    }
    #expect(ticks == [.none, .none, .none, .deafPeer])
    var busy = ConnectionGuardian(limits: limits)
    for second in 0..<50 {
      busy.read(100)
      busy.drained()
      let tick = busy.tick(framesBegun: UInt64(second + 1), hasStreams: true, isFull: true)
      #expect(tick == .none)
    }
  }

  @Test("A budget allows its burst, refuses more, and refills with time")
  func budget() {
    var budget = FrameBudget(burst: 10, perSecond: 5)
    #expect(budget.spend(10, now: 0) == true)
    #expect(budget.spend(1, now: 0) == false)
    #expect(budget.spend(4, now: 1_000_000_000) == true)
    #expect(budget.spend(1_000, now: .max) == false)
  }

  @Test("Control frames and resets have separate budgets")
  func budgets() {
    var tight = limits
    tight.controlFrameBurstMax = 10
    tight.resetBurstMax = 2
    var guardian = ConnectionGuardian(limits: tight)
    #expect(guardian.allows(controlFrames: 10, resets: 2, now: 0) == true)
    #expect(guardian.allows(controlFrames: 0, resets: 1, now: 0) == false)
    var other = ConnectionGuardian(limits: tight)
    #expect(other.allows(controlFrames: 11, resets: 0, now: 0) == false)
  }

  @Test("A request that trickles and a reader that takes hardly anything are found; others are not")
  func stalls() {
    var request = StallCount()
    let slow = (1...3).map {
      request.tick(
        received: $0, isAwaiting: true, sent: 0, isSending: false, limit: .seconds(3))
    }
    #expect(slow == [.none, .none, .slowRequest])
    var reader = StallCount()
    let stuck = (1...4).map { _ in
      reader.tick(received: 0, isAwaiting: false, sent: 900, isSending: true, limit: .seconds(3))
    }
    #expect(stuck == [.none, .none, .none, .slowReader])
    var sipping = StallCount()
    let sips = (1...3).map {
      sipping.tick(received: 0, isAwaiting: false, sent: $0, isSending: true, limit: .seconds(3))
    }
    #expect(sips == [.none, .none, .slowReader])
    var healthy = StallCount()
    for second in 1...20 {
      let verdict = healthy.tick(
        received: second * 1_000, isAwaiting: true, sent: second * 300, isSending: true,
        limit: .seconds(3))
      #expect(verdict == .none)
    }
  }
}
