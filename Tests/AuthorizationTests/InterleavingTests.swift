import Domain
import Messages
import Protobuf
import Testing

@Suite("Many claims on few units, in any order")
struct InterleavingTests {
  @Test("AUTH-UNITS-1: used and reserved never pass what was approved, and nothing is lost")
  func anyOrder() async throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the interleavings: \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<8 { try await oneOrder(&random) }
  }

  @Test(
    "HOLD-5: a visit is in use exactly as long as a claim that was not reversed stands behind it")
  func sharedVisits() async throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the shared visits: \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<4 {
      let fixture = try AuthorizationFixture()
      try await fixture.load("L1", referrals: [Sample.referral(visits: 2)])
      let claims = (0..<24).map { VisitingClaim(number: $0, &random) }
      let days = try await withThrowingTaskGroup(of: String?.self) { group in
        for claim in claims { group.addTask { try await claim.run(in: fixture) } }
        return try await group.reduce(into: Set<String>()) { days, day in
          if let day { days.insert(day) }
        }
      }
      #expect(try await fixture.visitsUsed() == Int64(days.count))
      #expect(days.count <= 2)
      #expect(try await fixture.violations().isEmpty)
    }
  }

  private func oneOrder(_ random: inout SplitMix) async throws {
    let fixture = try AuthorizationFixture()
    let units = Int.random(in: 1...6, using: &random)
    try await fixture.load("L1", [Sample.authorization(units: units)])
    let claims = (0..<24).map { Claim(number: $0, &random) }
    let taken = try await withThrowingTaskGroup(of: Int64.self) { group in
      for claim in claims { group.addTask { try await claim.run(in: fixture) } }
      group.addTask {
        for _ in 0..<20 { try await expectWithinApproval(fixture) }
        return 0
      }
      return try await group.reduce(0, +)
    }
    #expect(try await fixture.units() == [Int64(units), taken, 0])
    #expect(try await fixture.openHolds().holds.isEmpty)
    #expect(try await fixture.violations().isEmpty)
  }
}

private func expectWithinApproval(_ fixture: AuthorizationFixture) async throws {
  let units = try await fixture.units()
  #expect(units.count == 3)
  #expect(units.allSatisfy { $0 >= 0 })
  #expect(units.dropFirst().reduce(0, +) <= units.first ?? 0)
}

/// A claim that holds, perhaps twice, settles or releases, and perhaps is reversed.
private struct Claim: Sendable {
  let name: String
  let asked: Int
  let share: Int64
  let isReleased: Bool
  let isReversed: Bool
  let isRepeated: Bool

  init(number: Int, _ random: inout SplitMix) {
    name = "C\(number)"
    asked = Int.random(in: 1...3, using: &random)
    share = Int64.random(in: 0...3, using: &random)
    isReleased = Int.random(in: 0..<3, using: &random) == 0
    isReversed = Int.random(in: 0..<3, using: &random) == 0
    isRepeated = Bool.random(using: &random)
  }

  /// Runs the claim to its end and returns how many whole units it took.
  func run(in fixture: AuthorizationFixture) async throws -> Int64 {
    let hold = Sample.hold(name, Sample.line(units: asked))
    async let repeated = isRepeated ? fixture.hold(hold) : nil
    let results = try await fixture.hold(hold)
    if let repeated = try await repeated { #expect(repeated == results) }
    let held = results.flatMap(\.held).reduce(0, +)
    if isReleased {
      #expect(try await fixture.release(Sample.release(name)).map(\.wasHeld) == [true])
      return 0
    }
    let taken = min(held, share)
    let settlement = Sample.settlement(name, .init(thousandths: taken * 1_000))
    let settled = try await fixture.settle(settlement)
    if isRepeated { #expect(try await fixture.settle(settlement) == settled) }
    #expect(settled.map(\.linesTaken) == [taken > 0 ? 1 : 0])
    return isReversed ? try await giveBack(taken, in: fixture) : taken
  }

  /// Gives back what the claim took, perhaps twice at once, and returns what is left of it.
  private func giveBack(_ taken: Int64, in fixture: AuthorizationFixture) async throws -> Int64 {
    let message = Sample.unitReturn(name)
    async let repeated = isRepeated ? fixture.giveBack(message) : nil
    let results = try await fixture.giveBack(message)
    if let repeated = try await repeated { #expect(repeated == results) }
    #expect(results.map(\.linesReturned) == [taken > 0 ? 1 : 0])
    return 0
  }
}

/// A claim of one of three days that takes a visit when it can, and perhaps is reversed.
private struct VisitingClaim: Sendable {
  let name: String
  let day: String
  let isReversed: Bool

  init(number: Int, _ random: inout SplitMix) {
    name = "V\(number)"
    day = "2026-04-0\(Int.random(in: 1...3, using: &random))"
    isReversed = Bool.random(using: &random)
  }

  /// Runs the claim to its end and returns the day of the visit behind which it stands.
  func run(in fixture: AuthorizationFixture) async throws -> String? {
    let results = try await fixture.hold(
      Sample.hold(name, Sample.line(on: day, needs: [.referral])))
    let isHeld = results.first?.answer?.lines.first?.referral == .held
    _ = try await fixture.settle(Sample.settlement(name, .init(visit: isHeld)))
    guard isHeld, isReversed else { return isHeld ? day : nil }
    #expect(try await fixture.giveBack(Sample.unitReturn(name)).map(\.linesReturned) == [1])
    return nil
  }
}

/// A generator whose run can be repeated from its seed.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
