import TLS

/// Bounds the calls of each identity and class: a bucket of one second's calls, filled evenly.
///
/// A bucket is the time at which it will be full again. Calls are spaced in nanoseconds, so that the
/// sums stay whole numbers. A bucket that is full says no more than one that is not there: such are
/// dropped when there are too many.
struct RateLimiter: Sendable {
  /// How many identities and classes are counted at once.
  static let bucketsMax = 4_096
  /// How long a bucket takes to fill.
  static let fillTimeNanoseconds: Int64 = 1_000_000_000
  /// How often full buckets are looked for when there is no room.
  static let sweepTimeNanoseconds: Int64 = 100_000_000

  struct Bucket: Hashable, Sendable {
    let identity: TLSIdentity
    let rateClass: RateClass
  }

  enum OnCall: Equatable {
    case admit
    /// The next call is admitted that many nanoseconds from now.
    case refuse(waitNanoseconds: Int64)
  }

  private var fullAt: [Bucket: Int64] = [:]
  private var nextSweep = Int64.min

  /// How many buckets are not known to be full.
  var count: Int { fullAt.count }

  /// A call at a time that never goes back, in nanoseconds.
  mutating func call(_ bucket: Bucket, at now: Int64) -> OnCall {
    if fullAt.count >= RateLimiter.bucketsMax, fullAt[bucket] == nil, !makeRoom(at: now) {
      return .refuse(waitNanoseconds: RateLimiter.sweepTimeNanoseconds)
    }
    let spacing = RateLimiter.fillTimeNanoseconds / bucket.rateClass.callsPerSecondMax
    return RateLimiter.take(spacing, from: &fullAt[bucket, default: now], at: now)
  }

  private static func take(_ spacing: Int64, from fullAt: inout Int64, at now: Int64) -> OnCall {
    let next = max(fullAt, now) + spacing
    let wait = next - now - fillTimeNanoseconds
    guard wait <= 0 else { return .refuse(waitNanoseconds: wait) }
    fullAt = next
    return .admit
  }

  private mutating func makeRoom(at now: Int64) -> Bool {
    guard now >= nextSweep else { return false }
    nextSweep = now + RateLimiter.sweepTimeNanoseconds
    fullAt = fullAt.filter { $0.value > now }
    return fullAt.count < RateLimiter.bucketsMax
  }
}
