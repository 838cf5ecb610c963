import Domain
import Messages
import SampleClaims
import TestKit
import Testing

/// Expects that a world was decided wholly and only once, and that nothing is left over.
///
/// To the cent for each claim and in sum; every store sound; no hold open; every running amount the
/// sum of what was decided.
func expectDecidedOnce(_ world: SampleWorld, in suite: TestSuite) async throws {
  try await eventually("every claim is decided or pended") {
    try await suite.gatewayStatus().counts.first { $0.state == .accepted }?.claims == 0
  }
  let claims = try await suite.allClaims()
  #expect(claims.count == world.claims.count)
  #expect(try await AnswerCheck.differences(of: world, in: suite) == [])
  let paid = claims.reduce(0) { $0 + ($1.paid?.cents ?? 0) }
  #expect(paid == world.answers.reduce(0) { $0 + $1.paid.cents })
  #expect(try await AccumulatorCheck(world).differences(in: suite) == [])
  #expect(try await suite.openHolds() == [])
  #expect(try await suite.violations() == [])
}
