public import Protobuf

/// Which calls a client makes again by itself after UNAVAILABLE, how often, and how many in all.
///
/// Only calls with one request are repeated, and only while nothing of an answer has come. A repeat
/// never outlives the deadline of its call and waits at least as long as the peer's `RetryInfo` asks.
public struct RPCRetryPolicy: Sendable {
  /// How often one call is made at most, the first time included.
  public var attemptsMax: Int
  /// How long to wait before a repeat, by the failures of the call so far.
  public var backoff: RPCBackoff
  /// The longest wait that a peer can ask for; a longer one makes the failure final.
  public var delayMax: Duration
  /// How many repeats a hundred calls pay for.
  public var repeatsPerHundredCalls: Int
  /// How many repeats may be saved up, and be used before the first call has paid for any.
  public var repeatsBurstMax: Int
  /// Whether a method may be called twice with the effect of once, by its path.
  public var isSafe: @Sendable (_ path: String) -> Bool

  /// A policy.
  public init(
    attemptsMax: Int = 3, backoff: RPCBackoff = RPCRetryPolicy.usualBackoff,
    delayMax: Duration = .seconds(10), repeatsPerHundredCalls: Int = 10,
    repeatsBurstMax: Int = 10,
    isSafe: @escaping @Sendable (_ path: String) -> Bool = { _ in false }
  ) {
    self.attemptsMax = attemptsMax
    self.backoff = backoff
    self.delayMax = delayMax
    self.repeatsPerHundredCalls = repeatsPerHundredCalls
    self.repeatsBurstMax = repeatsBurstMax
    self.isSafe = isSafe
  }

  /// The usual policy for the methods of an interface: those are safe whose `idempotency_level` says
  /// that they change nothing or that two calls have the effect of one.
  public static func declared(by interface: DescriptorPool) -> RPCRetryPolicy {
    RPCRetryPolicy(isSafe: { interface.method(path: $0)?.isSafeToRepeat ?? false })
  }

  /// 50 ms before the first repeat, twice as long before the next, at most 1 s, 20 % jitter.
  public static var usualBackoff: RPCBackoff {
    RPCBackoff(
      delayFirst: .milliseconds(50), delayMax: .seconds(1), growthPercent: 100, jitterPercent: 20)
  }
}
