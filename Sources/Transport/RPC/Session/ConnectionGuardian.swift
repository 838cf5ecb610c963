/// Watches one connection by the second and says when it has to end.
///
/// A value without clock: ticks come from outside, one a second.
package struct ConnectionGuardian {
  /// What a second has shown.
  package enum OnTick: Equatable {
    case none
    /// The peer has not come as far as its first frame.
    case silentHandshake
    /// Bytes keep coming and no frame is ever complete.
    case stalledFrame
    /// The peer takes none of the bytes that are ready for it.
    case deafPeer
    /// There has been no call for long.
    case idle
    /// Nothing was heard for a while although calls are open.
    case askForLife
    /// The question was not answered.
    case dead
  }

  private var control: FrameBudget
  private var resets: FrameBudget
  private let handshakeTicks: Int
  private let stallTicks: Int
  private let idleTicks: Int
  private let keepaliveTicks: Int
  private let answerTicks: Int

  private var age = 0
  private var bytesSinceTick = 0
  private var framesAtTick: UInt64 = 0
  private var stalledFor = 0
  private var fullFor = 0
  private var hasDrained = false
  private var idleFor = 0
  private var silentFor = 0
  private var isAsking = false
  private var isIdleReported = false

  /// A guardian for a new connection; times are rounded up to seconds.
  package init(limits: RPCLimits) {
    control = FrameBudget(
      burst: limits.controlFrameBurstMax, perSecond: limits.controlFramesPerSecondMax)
    resets = FrameBudget(burst: limits.resetBurstMax, perSecond: limits.resetsPerSecondMax)
    handshakeTicks = Self.ticks(limits.handshakeTimeMax)
    stallTicks = Self.ticks(limits.stallTimeMax)
    idleTicks = Self.ticks(limits.idleTimeMax)
    keepaliveTicks = Self.ticks(limits.keepaliveIdleTime)
    answerTicks = Self.ticks(limits.keepaliveAnswerTimeMax)
  }

  /// Bytes have come.
  package mutating func read(_ count: Int) {
    bytesSinceTick += count
    silentFor = 0
    isAsking = false
  }

  /// The peer has taken so much that there is room for more.
  package mutating func drained() {
    hasDrained = true
  }

  /// Takes the frames since the last time from the budgets; `now` is in nanoseconds.
  package mutating func allows(controlFrames: Int, resets: Int, now: Int64) -> Bool {
    let isControlled = control.spend(max(controlFrames, 0), now: now)
    return self.resets.spend(resets, now: now) && isControlled
  }

  /// A second has passed; `isFull` says that no more bytes can be written now.
  package mutating func tick(framesBegun: UInt64, hasStreams: Bool, isFull: Bool) -> OnTick {
    age += 1
    if isDeaf(isFull: isFull) { return .deafPeer }
    defer {
      bytesSinceTick = 0
      framesAtTick = framesBegun
    }
    if framesBegun == 0 { return age >= handshakeTicks ? .silentHandshake : .none }
    if isStalled(framesBegun: framesBegun) { return .stalledFrame }
    if isIdle(hasStreams: hasStreams) { return .idle }
    return keepalive(hasStreams: hasStreams)
  }

  private mutating func isDeaf(isFull: Bool) -> Bool {
    fullFor = isFull && !hasDrained ? fullFor + 1 : 0
    hasDrained = false
    return fullFor >= stallTicks
  }

  /// A frame begins with the last byte of its head: one whose head took longer than a tick to come is
  /// no progress.
  private mutating func isStalled(framesBegun: UInt64) -> Bool {
    if framesBegun != framesAtTick, bytesSinceTick >= Self.frameHeadBytes {
      stalledFor = 0
    } else if bytesSinceTick > 0 {
      stalledFor += 1
    }
    return stalledFor >= stallTicks
  }

  private mutating func isIdle(hasStreams: Bool) -> Bool {
    idleFor = hasStreams ? 0 : idleFor + 1
    guard idleFor >= idleTicks, !isIdleReported else { return false }
    isIdleReported = true
    return true
  }

  private mutating func keepalive(hasStreams: Bool) -> OnTick {
    // Seconds without calls are not counted, and do not make forget those with calls that nobody
    // answered: a dead peer is noticed by short calls too.
    if hasStreams || isAsking { silentFor += 1 }
    if isAsking { return silentFor >= keepaliveTicks + answerTicks ? .dead : .none }
    guard hasStreams, silentFor >= keepaliveTicks else { return .none }
    isAsking = true
    return .askForLife
  }

  private static let frameHeadBytes = 9

  private static func ticks(_ time: Duration) -> Int {
    let (seconds, attoseconds) = time.components
    return Int(min(max(seconds, 0), 1_000_000_000)) + (attoseconds > 0 || seconds <= 0 ? 1 : 0)
  }
}
