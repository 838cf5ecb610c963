import TLS
import TestKit
import Testing

@testable import ServiceProcess

@Suite("Buckets of calls")
struct RateLimiterTests {
  private func bucket(_ name: String, _ rateClass: RateClass) throws -> RateLimiter.Bucket {
    RateLimiter.Bucket(identity: try Sample.identity(.client, name), rateClass: rateClass)
  }

  @Test("What a second allows may come at once, and no more than the rate after it")
  func bounds() throws {
    for rateClass in RateClass.allCases {
      var limiter = RateLimiter()
      let bucket = try bucket("a", rateClass)
      var admitted: Int64 = 0
      let tries = rateClass.callsPerSecondMax * 8
      // Three seconds, eight times as many calls as a second allows.
      for call in 0..<tries {
        let now = call * 3_000_000_000 / tries
        if limiter.call(bucket, at: now) == .admit { admitted += 1 }
      }
      // What came at once, and three seconds of the rate.
      let most = rateClass.callsPerSecondMax * 4
      #expect(admitted <= most)
      #expect(admitted >= rateClass.callsPerSecondMax * 3, "\(rateClass)")
    }
  }

  @Test("A caller that keeps to the rate is never refused")
  func evenCalls() throws {
    for rateClass in RateClass.allCases {
      var limiter = RateLimiter()
      let bucket = try bucket("a", rateClass)
      let spacing = 1_000_000_000 / rateClass.callsPerSecondMax
      for call in 0..<3_000 {
        #expect(limiter.call(bucket, at: Int64(call) * spacing) == .admit)
      }
    }
  }

  @Test("However long a caller was silent, no more than a second's calls may come at once")
  func silence() throws {
    for rateClass in RateClass.allCases {
      var limiter = RateLimiter()
      let bucket = try bucket("a", rateClass)
      #expect(limiter.call(bucket, at: 0) == .admit)
      let later: Int64 = 3_600_000_000_000
      var admitted: Int64 = 0
      while admitted <= rateClass.callsPerSecondMax, limiter.call(bucket, at: later) == .admit {
        admitted += 1
      }
      #expect(admitted == rateClass.callsPerSecondMax, "\(rateClass)")
    }
  }

  @Test("However many identities call, memory is bounded, and idle ones make room")
  func memory() throws {
    var limiter = RateLimiter()
    var refused = 0
    for number in 0..<(RateLimiter.bucketsMax + 100) {
      if limiter.call(try bucket("c\(number)", .administration), at: 0) != .admit { refused += 1 }
    }
    #expect(limiter.count == RateLimiter.bucketsMax)
    #expect(refused == 100)
    #expect(limiter.call(try bucket("c1", .administration), at: 1) == .admit)
    let later = Int64(2_000_000_000)
    #expect(limiter.call(try bucket("new", .administration), at: later) == .admit)
    #expect(limiter.count == 1)
  }
}
