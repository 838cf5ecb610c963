/// How long a client waits before it connects again.
public struct RPCBackoff: Sendable, Hashable {
  /// After the first failure.
  public var delayFirst: Duration
  /// After many.
  public var delayMax: Duration
  /// How much longer each delay is than the one before, in percent of it.
  public var growthPercent: Int
  /// How far a delay may lie from its value, in percent, so that clients do not come together.
  public var jitterPercent: Int

  /// A schedule of delays.
  public init(delayFirst: Duration, delayMax: Duration, growthPercent: Int, jitterPercent: Int) {
    self.delayFirst = delayFirst
    self.delayMax = delayMax
    self.growthPercent = growthPercent
    self.jitterPercent = jitterPercent
  }

  /// 50 ms at first, 60 % more each time, at most 3 s, 20 % jitter.
  public static var defaults: RPCBackoff {
    RPCBackoff(
      delayFirst: .milliseconds(50), delayMax: .seconds(3), growthPercent: 60, jitterPercent: 20)
  }

  /// The delay after `failures` failures in a row, at least one; `random` is any 64 bits.
  package func delay(failures: Int, random: UInt64) -> Duration {
    var delay = delayFirst
    for _ in 1..<max(2, min(failures, 64)) where delay < delayMax && failures > 1 {
      delay = delay * (100 + max(growthPercent, 0)) / 100
    }
    delay = min(delay, delayMax)
    let spread = min(max(jitterPercent, 0), 100)
    let percent = 100 - spread + Int(random % UInt64(2 * spread + 1))
    return delay * percent / 100
  }
}
