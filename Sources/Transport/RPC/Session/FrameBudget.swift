/// A token bucket: a burst, and a rate at which it refills.
///
/// The clock is the caller's: every input carries the time in nanoseconds.
package struct FrameBudget {
  private let burst: Int64
  private let perSecond: Int64
  private var tokens: Int64
  private var refilledAt: Int64 = .min

  /// A full bucket.
  package init(burst: Int, perSecond: Int) {
    self.burst = Int64(min(max(burst, 1), 1_000_000_000))
    self.perSecond = Int64(min(max(perSecond, 1), 1_000_000_000))
    self.tokens = self.burst
  }

  /// Takes what was spent since the last time; false when there was not enough.
  package mutating func spend(_ count: Int, now: Int64) -> Bool {
    refill(now: now)
    tokens -= Int64(count)
    return tokens >= 0
  }

  private mutating func refill(now: Int64) {
    guard refilledAt != .min else {
      refilledAt = now
      return
    }
    let elapsed = min(max(now - refilledAt, 0), 3_600_000_000_000)
    let earned = elapsed / 1_000 * perSecond / 1_000_000
    guard earned > 0 else { return }
    tokens = min(burst, tokens + earned)
    refilledAt = now
  }
}
