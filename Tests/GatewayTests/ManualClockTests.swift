import Domain
import Messages
import RPC
import Testing

@testable import Gateway

@Suite("The business clock set by hand")
struct ManualClockTests {
  @Test("A manual clock begins unset, in 1970, and never goes back")
  func unset() {
    let clock = BusinessClock(.manual(nil))
    #expect(!clock.isSet && clock.now == Instant(microseconds: 0))
    #expect(clock.set(Instant(microseconds: -1)) == .backwards)
    #expect(!clock.isSet)
    #expect(clock.set(Instant(microseconds: 5)) == .set)
    #expect(clock.isSet && clock.now == Instant(microseconds: 5))
    #expect(clock.set(Instant(microseconds: 4)) == .backwards)
  }

  @Test("The machine's clock is always set and cannot be")
  func system() {
    let clock = BusinessClock(.system { Instant(microseconds: 7) })
    #expect(clock.isSet && clock.set(Instant(microseconds: 8)) == .notManual)
  }

  @Test("Nothing is accepted before a manual clock is set, and nothing is stored")
  func claimsWait() async throws {
    let fixture = try ClaimStoreFixture()
    let clock = BusinessClock(.manual(nil))
    let intake = ClaimIntake(
      store: fixture.claims, claims: OpenClaims(clock: clock), clock: clock)
    let error = await rpcError {
      try await intake.submit(Sample.claim(), key: "K", from: Sample.submitter)
    }
    #expect(error?.code == .failedPrecondition && error?.reason == "BUSINESS_TIME_NOT_SET")
    #expect(try await fixture.claims.lastNumber().value == 0)
    #expect(clock.set(Sample.now) == .set)
    guard case .accepted = try await intake.submit(Sample.claim(), key: "K", from: "x") else {
      throw FixtureError()
    }
  }

  @Test("A manual clock goes on where the store stopped, with the last claim or void")
  func afterRestart() async throws {
    let fixture = try ClaimStoreFixture()
    #expect(try await fixture.claims.lastAcceptedAt() == nil)
    let number = try await fixture.decided()
    #expect(try await fixture.claims.lastAcceptedAt() == Sample.now)
    let later = Sample.now.adding(days: 1)
    let void = ClaimStore.VoidSubmission(
      of: number, key: "V", owner: nil, by: "examiner", at: later)
    _ = try await fixture.claims.accept(void)
    #expect(try await fixture.claims.lastAcceptedAt() == later)
  }
}
