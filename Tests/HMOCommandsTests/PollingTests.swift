import Synchronization
import Testing

@testable import HMOCommands

@Suite("Looking again until something is so")
struct PollingTests {
  @Test("What is as wanted at once is looked at once, and nothing waits")
  func atOnce() async throws {
    let clock = SleepingClock()
    let seen = try await Polling(every: .seconds(1), atMost: .seconds(10), on: clock)
      .repeating({ 7 }, until: { $0 == 7 })
    #expect(seen == 7)
    #expect(clock.slept == .zero)
  }

  @Test("What becomes as wanted is seen at the next look")
  func later() async throws {
    let clock = SleepingClock()
    var looks = 0
    let seen = try await Polling(every: .seconds(2), atMost: .seconds(10), on: clock)
      .repeating(
        {
          looks += 1; return looks
        }, until: { $0 == 3 })
    #expect(seen == 3)
    #expect(clock.slept == .seconds(4))
  }

  @Test("When the time is over the last look is given, and no time still looks once")
  func over() async throws {
    for (timeMax, looksExpected) in [(Duration.seconds(4), 3), (.seconds(5), 4), (.zero, 1)] {
      let clock = SleepingClock()
      var looks = 0
      let seen = try await Polling(every: .seconds(2), atMost: timeMax, on: clock)
        .repeating(
          {
            looks += 1; return looks
          }, until: { _ in false })
      #expect(seen == looksExpected)
      #expect(looks == looksExpected)
    }
  }

  @Test("What a look throws ends the looking")
  func failure() async {
    let clock = SleepingClock()
    await #expect(throws: CommandFailure.self) {
      try await Polling(every: .seconds(2), atMost: .seconds(9), on: clock)
        .repeating({ throw CommandFailure("gone") }, until: { false })
    }
    #expect(clock.slept == .zero)
  }
}

/// A clock on which whoever sleeps has slept already.
private final class SleepingClock: Clock {
  struct Instant: InstantProtocol {
    let sinceStart: Swift.Duration
    func advanced(by duration: Swift.Duration) -> Instant {
      Instant(sinceStart: sinceStart + duration)
    }
    func duration(to other: Instant) -> Swift.Duration { other.sinceStart - sinceStart }
    static func < (one: Instant, other: Instant) -> Bool { one.sinceStart < other.sinceStart }
  }

  private let time = Mutex(Swift.Duration.zero)
  var slept: Swift.Duration { time.withLock { $0 } }
  var now: Instant { Instant(sinceStart: slept) }
  let minimumResolution = Swift.Duration.zero

  func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    time.withLock { $0 = max($0, deadline.sinceStart) }
  }
}
