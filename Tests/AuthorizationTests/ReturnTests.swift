import Domain
import DomainMessages
import Messages
import Protobuf
import Testing

@Suite("Giving back what a reversed claim took")
struct ReturnTests {
  private let needs: Set<Sample.Need> = [.authorization, .referral]

  /// A store in which claims C1, C2, … hold 2 units and the same visit, the first `settled` settled.
  private func fixture(claims: Int = 1, settled: Int = 1) async throws -> AuthorizationFixture {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()], referrals: [Sample.referral()])
    for number in 1...claims {
      _ = try await fixture.hold(Sample.hold("C\(number)", Sample.line(units: 2, needs: needs)))
    }
    for number in 0..<settled {
      _ = try await fixture.settle(
        Sample.settlement("C\(number + 1)", .init(thousandths: 2_000, visit: true)))
    }
    return fixture
  }

  @Test("HOLD-5: units and visit are free again, and the change is told")
  func givesBack() async throws {
    let fixture = try await fixture()
    #expect(try await fixture.units() == [10, 2, 0])
    let changes = try await fixture.changes()
    let results = try await fixture.giveBack(Sample.unitReturn("C1"))
    #expect(results.map(\.linesReturned) == [1])
    #expect(try await fixture.units() == [10, 0, 0])
    #expect(try await fixture.visitsUsed() == 0)
    #expect(
      try await fixture.changes().dropFirst(changes.count)
        == ["authorization M1 2026-01-01..2026-12-31"])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-5: the same return again gets the same answer, also after a restart")
  func repeated() async throws {
    let fixture = try await fixture(claims: 2, settled: 2)
    let message = Sample.unitReturn("C1")
    let first = try await fixture.giveBack(message)
    #expect(try await fixture.giveBack(message, message) == [first[0], first[0]])
    let restarted = try await fixture.restarted()
    #expect(try await restarted.giveBack(message) == first)
    #expect(try await restarted.units() == [10, 2, 0])
    var other = message
    other.businessTime = Instant(startOf: Sample.day("2026-05-01")).message
    #expect(try await restarted.giveBack(other).map(\.refusal) == ["10 KEY_REUSED"])
    let second = Sample.unitReturn("C1", step: "return-2")
    #expect(try await restarted.giveBack(second).map(\.refusal) == ["9 UNITS_RETURNED"])
    #expect(try await restarted.units() == [10, 2, 0])
    #expect(try await restarted.violations().isEmpty)
  }

  @Test("HOLD-5: one visit of two claims is free when the second of them is returned")
  func sharedVisit() async throws {
    let fixture = try await fixture(claims: 3, settled: 2)
    #expect(try await fixture.visitsUsed() == 1)
    _ = try await fixture.giveBack(Sample.unitReturn("C2"))
    _ = try await fixture.release(Sample.release("C3"))
    #expect(try await fixture.visitsUsed() == 1)
    #expect(try await fixture.violations().isEmpty)
    _ = try await fixture.giveBack(Sample.unitReturn("C1"))
    #expect(try await fixture.visitsUsed() == 0)
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-5: a hold that is unknown, open or released gives nothing back")
  func refusals() async throws {
    let fixture = try await fixture(claims: 2, settled: 1)
    _ = try await fixture.hold(Sample.hold("C3", Sample.line(units: 1)))
    _ = try await fixture.release(Sample.release("C3"), Sample.release("C4"))
    let results = try await fixture.giveBack(
      Sample.unitReturn("C9"), Sample.unitReturn("C2"), Sample.unitReturn("C3"),
      Sample.unitReturn("C4"))
    #expect(
      results.map(\.refusal)
        == ["5 HOLD_UNKNOWN", "9 HOLD_OPEN", "9 HOLD_RELEASED", "9 HOLD_RELEASED"])
    #expect(try await fixture.units() == [10, 2, 2])
  }

  @Test("HOLD-5: a return of another claim's hold, or under the key of the hold, is refused")
  func wrongKeys() async throws {
    let fixture = try await fixture(claims: 2, settled: 2)
    var other = Sample.unitReturn("C1")
    other.holdKey?.claimID = "C2"
    var same = Sample.unitReturn("C1")
    same.key = same.holdKey
    var timeless = Sample.unitReturn("C1")
    timeless.businessTime = nil
    let results = try await fixture.giveBack(other, same, timeless)
    #expect(results.map(\.refusal) == Array(repeating: "3 FIELD_INVALID", count: 3))
    #expect(try await fixture.units() == [10, 4, 0])
  }

  @Test("HOLD-5: a returned hold answers its old steps as before and takes nothing again")
  func oldSteps() async throws {
    let fixture = try await fixture()
    let hold = Sample.hold("C1", Sample.line(units: 2, needs: needs))
    let settlement = Sample.settlement("C1", .init(thousandths: 2_000, visit: true))
    _ = try await fixture.giveBack(Sample.unitReturn("C1"))
    #expect(try await fixture.hold(hold).map(\.held) == [[2]])
    #expect(try await fixture.settle(settlement).map(\.linesTaken) == [1])
    #expect(try await fixture.release(Sample.release("C1")).map(\.refusal) == ["HOLD_SETTLED"])
    #expect(try await fixture.units() == [10, 0, 0])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-5: an authorization may be shortened once the units on its last days are returned")
  func shortened() async throws {
    let fixture = try await fixture()
    await #expect(throws: (any Error).self) {
      try await fixture.load("L2", [Sample.authorization(to: "2026-03-01")])
    }
    _ = try await fixture.giveBack(Sample.unitReturn("C1"))
    try await fixture.load("L3", [Sample.authorization(to: "2026-03-01")])
    #expect(try await fixture.violations().isEmpty)
  }
}
