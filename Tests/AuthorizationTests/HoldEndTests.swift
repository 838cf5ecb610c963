import Domain
import Messages
import Protobuf
import Testing

@Suite("Settling and releasing holds")
struct HoldEndTests {
  private func held(units: Int = 10, asking: Int = 3) async throws -> AuthorizationFixture {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization(units: units)])
    _ = try await fixture.hold(Sample.hold("C1", Sample.line(units: asking)))
    return fixture
  }

  @Test("HOLD-2: what was taken is used, the rest is free again")
  func settles() async throws {
    let fixture = try await held()
    let results = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 2_000)))
    #expect(results.map(\.linesTaken) == [1])
    #expect(try await fixture.units() == [10, 2, 0])
    #expect(try await fixture.openHolds().holds.isEmpty)
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-2: the same settlement again gets the same answer and takes nothing more")
  func settlesOnce() async throws {
    let fixture = try await held()
    let settlement = Sample.settlement("C1", .init(thousandths: 2_000))
    let first = try await fixture.settle(settlement)
    let again = try await fixture.settle(settlement, settlement)
    #expect(again == [first[0], first[0]])
    #expect(try await fixture.units() == [10, 2, 0])
    let other = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 1_000)))
    #expect(other.map(\.refusal?.reason) == ["KEY_REUSED"])
    var otherKey = settlement
    otherKey.key?.step = "settle-2"
    let second = try await fixture.settle(otherKey)
    #expect(second.map(\.refusal?.reason) == ["HOLD_SETTLED"])
    #expect(second.map(\.refusal?.code) == [9])
    #expect(try await fixture.units() == [10, 2, 0])
  }

  @Test("HOLD-2: more than was held is not taken, and the hold stays open")
  func takenBeyondHeld() async throws {
    let fixture = try await held()
    let takings: [Sample.Taking] = [
      .init(thousandths: 3_001), .init(line: 2, thousandths: 1), .init(visit: true),
      .init(line: -1), .init(thousandths: -1),
    ]
    for taking in takings {
      let results = try await fixture.settle(Sample.settlement("C1", taking))
      #expect(results.map(\.refusal?.code) == [3])
    }
    #expect(try await fixture.units() == [10, 0, 3])
    let whole = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 3_000)))
    #expect(whole.map(\.linesTaken) == [1])
    #expect(try await fixture.units() == [10, 3, 0])
  }

  @Test("HOLD-2: a hold that is not known cannot be settled")
  func settleUnknown() async throws {
    let fixture = try await held()
    let results = try await fixture.settle(Sample.settlement("C9", .init()))
    #expect(results.map(\.refusal?.reason) == ["HOLD_UNKNOWN"])
    #expect(results.map(\.refusal?.code) == [9])
  }

  @Test("HOLD-2: a settlement that names no line takes nothing and ends the hold")
  func settleNothing() async throws {
    let fixture = try await held()
    let results = try await fixture.settle(Sample.settlement("C1"))
    #expect(results.map(\.linesTaken) == [0])
    #expect(try await fixture.units() == [10, 0, 0])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-3: a released hold gives everything back and cannot be settled")
  func releases() async throws {
    let fixture = try await held()
    let first = try await fixture.release(Sample.release("C1"))
    #expect(first.map(\.wasHeld) == [true])
    #expect(try await fixture.release(Sample.release("C1")) == first)
    #expect(try await fixture.units() == [10, 0, 0])
    let settled = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 1_000)))
    #expect(settled.map(\.refusal?.reason) == ["HOLD_RELEASED"])
    var otherKey = Sample.release("C1")
    otherKey.key?.step = "release-2"
    #expect(try await fixture.release(otherKey).map(\.wasHeld) == [false])
    #expect(try await fixture.release(otherKey).map(\.wasHeld) == [false])
    var settling = Sample.settlement("C1")
    settling.key?.step = "release"
    #expect(try await fixture.settle(settling).map(\.refusal?.reason) == ["KEY_REUSED"])
    #expect(try await fixture.units() == [10, 0, 0])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-3: a hold that comes after its release reserves nothing, also after a restart")
  func tombstone() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    #expect(try await fixture.release(Sample.release("C1")).map(\.wasHeld) == [false])
    #expect(try await fixture.hold(Sample.hold("C1")).map(\.refusal) == ["HOLD_RELEASED"])
    let restarted = try await fixture.restarted()
    #expect(try await restarted.hold(Sample.hold("C1")).map(\.refusal) == ["HOLD_RELEASED"])
    let settled = try await restarted.settle(Sample.settlement("C1"))
    #expect(settled.map(\.refusal?.reason) == ["HOLD_RELEASED"])
    #expect(try await restarted.hold(Sample.hold("C1", attempt: 2)).map(\.held) == [[1]])
    #expect(try await restarted.units() == [10, 0, 1])
    #expect(try await restarted.violations().isEmpty)
  }

  @Test("HOLD-3: a settled hold cannot be released")
  func releaseSettled() async throws {
    let fixture = try await held()
    _ = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 1_000)))
    #expect(try await fixture.release(Sample.release("C1")).map(\.refusal) == ["HOLD_SETTLED"])
    #expect(try await fixture.units() == [10, 1, 0])
  }

  @Test("The step that ends a hold is another step of the same attempt")
  func sameKey() async throws {
    let fixture = try await held()
    var release = Sample.release("C1")
    release.key = release.holdKey
    #expect(try await fixture.release(release).map(\.refusal) == ["FIELD_INVALID"])
    var settlement = Sample.settlement("C1")
    settlement.key = settlement.holdKey
    #expect(try await fixture.settle(settlement).map(\.refusal?.reason) == ["FIELD_INVALID"])
    var other = Sample.settlement("C1")
    other.key = Sample.key("C2", "settle")
    #expect(try await fixture.settle(other).map(\.refusal?.reason) == ["FIELD_INVALID"])
    var another = Sample.release("C1")
    another.key = Sample.key("C1", "release", attempt: 2)
    #expect(try await fixture.release(another).map(\.refusal) == ["FIELD_INVALID"])
  }

  @Test("HOLD-4: open holds are listed, oldest first, page by page, and stay until they are ended")
  func listed() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    for claim in 1...7 { _ = try await fixture.hold(Sample.hold("C/\(claim)")) }
    _ = try await fixture.settle(Sample.settlement("C/2"))
    _ = try await fixture.release(Sample.release("C/5"))
    var claims: [String] = []
    var token = ""
    repeat {
      let page = try await fixture.openHolds(size: 2, after: token)
      #expect(page.holds.count <= 2)
      claims += page.holds.compactMap(\.key?.claimID)
      token = page.nextPageToken
    } while !token.isEmpty
    #expect(claims == ["C/1", "C/3", "C/4", "C/6", "C/7"])
    let all = try await fixture.openHolds()
    #expect(all.nextPageToken.isEmpty)
    #expect(all.holds.first?.key == Sample.key("C/1"))
    #expect(all.holds.first?.businessTime == Sample.hold("C/1").businessTime)
  }
}
