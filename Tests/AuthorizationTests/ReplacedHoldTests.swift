import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage
import Testing

@Suite("A hold takes the place of a settled one")
struct ReplacedHoldTests {
  private let needs: Set<Sample.Need> = [.authorization, .referral]

  /// Claim C1 took all 2 units and the only visit.
  private func fixture() async throws -> AuthorizationFixture {
    let fixture = try AuthorizationFixture()
    try await fixture.load(
      "L1", [Sample.authorization(units: 2)], referrals: [Sample.referral(visits: 1)])
    _ = try await fixture.hold(Sample.hold("C1", Sample.line(units: 2, needs: needs)))
    _ = try await fixture.settle(
      Sample.settlement("C1", .init(thousandths: 2_000, visit: true)))
    return fixture
  }

  /// Version 3 of C1, in the place of its first.
  private func replacing(
    units: Int, on day: String = "2026-04-01", attempt: Int32 = 1
  ) -> AuthorizationV1.Hold {
    var hold = Sample.hold("C1", attempt: attempt, Sample.line(units: units, on: day, needs: needs))
    hold.key?.version = 3
    hold.replacedHoldKey = Sample.key("C1")
    return hold
  }

  private func settlement(thousandths: Int64) -> AuthorizationV1.Settlement {
    var settlement = Sample.settlement("C1", .init(thousandths: thousandths, visit: true))
    settlement.key?.version = 3
    settlement.holdKey?.version = 3
    return settlement
  }

  @Test("HOLD-6: what the other took is found, and goes back when this one is settled")
  func settled() async throws {
    let fixture = try await fixture()
    let answer = try await fixture.hold(replacing(units: 1, on: "2026-04-02"))
    #expect(answer.map(\.held) == [[1]])
    #expect(answer.first?.answer?.lines.first?.referral == .held)
    #expect(try await fixture.units() == [2, 2, 1])
    #expect(try await fixture.violations().isEmpty)
    let changes = try await fixture.changes()
    let message = settlement(thousandths: 1_000)
    let first = try await fixture.settle(message)
    #expect(first.map(\.linesTaken) == [1])
    #expect(try await fixture.units() == [2, 1, 0])
    #expect(try await fixture.visitsUsed() == 1)
    #expect(try await fixture.changes().count == changes.count + 1)
    let restarted = try await fixture.restarted()
    #expect(try await restarted.settle(message) == first)
    #expect(try await restarted.units() == [2, 1, 0])
    #expect(try await restarted.violations().isEmpty)
  }

  @Test("HOLD-6: a hold that is only asked about finds the same, and neither reserves nor stores")
  func evaluated() async throws {
    let fixture = try await fixture()
    let asked = replacing(units: 1, on: "2026-04-02")
    let answer = try await fixture.evaluate(asked)
    #expect(answer.lines.first?.held?.thousandths == 1_000)
    #expect(answer.lines.first?.referral == .held)
    #expect(!answer.trace.isEmpty)
    #expect(try await fixture.units() == [2, 2, 0])
    #expect(try await fixture.openHolds().holds.isEmpty)
    var alone = Sample.hold("C2", Sample.line(units: 1))
    #expect(try await fixture.evaluate(alone).lines.first?.held?.thousandths == 0)
    #expect(try await fixture.hold(asked).first?.answer == answer)
    alone.memberID = ""
    await #expect(throws: RPCError.self) { try await fixture.evaluate(alone) }
    let error = await #expect(throws: RPCError.self) {
      var other = asked
      other.replacedHoldKey?.attempt = 7
      return try await fixture.evaluate(other)
    }
    #expect(error?.reason == "REPLACED_HOLD_INVALID")
  }

  @Test(
    "REF-MATCH-3: while a hold takes another's place only the visits of that one are not counted")
  func visitsWhileReplacing() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load(
      "L1", [Sample.authorization(units: 9)], referrals: [Sample.referral(visits: 2)])
    for (claim, day) in [("C1", "2026-04-01"), ("C2", "2026-04-03")] {
      _ = try await fixture.hold(Sample.hold(claim, Sample.line(on: day, needs: needs)))
      _ = try await fixture.settle(
        Sample.settlement(claim, .init(thousandths: 1_000, visit: true)))
    }
    let answer = try await fixture.hold(replacing(units: 1, on: "2026-04-02"))
    #expect(answer.first?.answer?.lines.first?.referral == .held)
    #expect(try await fixture.violations().isEmpty)
    try await fixture.store.write { transaction in
      _ = try transaction.execute("UPDATE referral SET visits_granted = 1")
    }
    #expect(try await fixture.violations().map(\.invariant) == ["REF-MATCH-3"])
  }

  @Test("HOLD-6: released, it leaves the other as it was, and another attempt may take its place")
  func released() async throws {
    let fixture = try await fixture()
    _ = try await fixture.hold(replacing(units: 2))
    var release = Sample.release("C1")
    release.key?.version = 3
    release.holdKey?.version = 3
    _ = try await fixture.release(release)
    #expect(try await fixture.units() == [2, 2, 0])
    #expect(try await fixture.visitsUsed() == 1)
    #expect(try await fixture.hold(replacing(units: 2, attempt: 2)).map(\.held) == [[2]])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-6: nobody else finds what is about to pass, and more than was approved is not held")
  func others() async throws {
    let fixture = try await fixture()
    #expect(try await fixture.hold(replacing(units: 3)).map(\.held) == [[2]])
    #expect(
      try await fixture.hold(Sample.hold("C2", Sample.line(units: 1))).map(\.held) == [[0]])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-6: a hold that is open, returned, unknown or being replaced has no place to take")
  func refusals() async throws {
    let fixture = try await fixture()
    _ = try await fixture.hold(replacing(units: 1))
    let reason = "REPLACED_HOLD_INVALID"
    #expect(try await fixture.hold(replacing(units: 1, attempt: 2)).map(\.refusal) == [reason])
    var unknown = replacing(units: 1, attempt: 3)
    unknown.replacedHoldKey?.attempt = 9
    var open = replacing(units: 1, attempt: 4)
    open.replacedHoldKey?.version = 3
    #expect(try await fixture.hold(unknown, open).map(\.refusal) == [reason, reason])
    let other = try await self.fixture()
    _ = try await other.giveBack(Sample.unitReturn("C1"))
    #expect(try await other.hold(replacing(units: 1)).map(\.refusal) == [reason])
    var stranger = replacing(units: 1, attempt: 5)
    stranger.replacedHoldKey?.claimID = "C2"
    #expect(try await other.hold(stranger).map(\.refusal) == ["FIELD_INVALID"])
  }
}
