import Domain
import Messages
import SampleClaims
import TestKit
import Testing

/// Expects that worlds were decided wholly and only once, and that nothing is left over.
///
/// To the cent for each claim and in sum; every store sound; no hold open; every running amount the
/// sum of what was decided.
func expectDecidedOnce(_ worlds: [SampleWorld], in suite: TestSuite) async throws {
  try await eventually("every claim is decided or pended") {
    try await suite.gatewayStatus().counts.first { $0.state == .accepted }?.claims == 0
  }
  let claims = try await suite.allClaims()
  let answers = worlds.flatMap(\.answers)
  #expect(claims.count == answers.count)
  for world in worlds {
    let differences = try await AnswerCheck.differences(of: world, in: suite)
    #expect(differences == [])
    let running = try await AccumulatorCheck(world).differences(in: suite)
    #expect(running == [])
  }
  let paid = claims.reduce(0) { $0 + ($1.paid?.cents ?? 0) }
  #expect(paid == answers.reduce(0) { $0 + $1.paid.cents })
  let holds = try await suite.openHolds()
  #expect(holds == [])
  let violations = try await suite.violations()
  #expect(violations == [])
}

/// Expects that a world was decided wholly and only once, and that nothing is left over.
func expectDecidedOnce(_ world: SampleWorld, in suite: TestSuite) async throws {
  try await expectDecidedOnce([world], in: suite)
}
