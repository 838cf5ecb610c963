import Domain
import Messages
import Protobuf
import RPC
import Storage
import TestKit
import Testing

@Suite("Holding units and visits")
struct HoldTests {
  @Test("HOLD-1: a hold reserves, and the store says so")
  func reserves() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()], referrals: [Sample.referral()])
    let results = try await fixture.hold(
      Sample.hold(
        "C1", Sample.line(1, units: 3),
        Sample.line(2, needs: [.referral])))
    #expect(results.map(\.held) == [[3, 0]])
    #expect(results.first?.answer?.lines.map(\.authorization) == [.held, .unspecified])
    #expect(results.first?.answer?.lines.map(\.referral) == [.unspecified, .held])
    #expect(results.first?.answer?.lines.map(\.referralNumber) == ["", "R1"])
    #expect(results.first?.answer?.trace.isEmpty == false)
    #expect(try await fixture.units() == [10, 0, 3])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("HOLD-1: the same request again gets the same bytes and reserves nothing more")
  func replay() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    let first = try await fixture.hold(Sample.hold("C1", Sample.line(units: 3)))
    let again = try await fixture.hold(
      Sample.hold("C1", Sample.line(units: 3)), Sample.hold("C1", Sample.line(units: 3)))
    #expect(
      again.map { $0.protobufBytes() } == [first[0].protobufBytes(), first[0].protobufBytes()])
    #expect(try await fixture.units() == [10, 0, 3])
    let restarted = try await fixture.restarted()
    let later = try await restarted.hold(Sample.hold("C1", Sample.line(units: 3)))
    #expect(later.map { $0.protobufBytes() } == [first[0].protobufBytes()])
    #expect(try await restarted.units() == [10, 0, 3])
  }

  @Test("HOLD-1: another request under the same key is refused")
  func keyReused() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    _ = try await fixture.hold(Sample.hold("C1", Sample.line(units: 3)))
    let other = try await fixture.hold(Sample.hold("C1", Sample.line(units: 4)))
    #expect(other.map(\.refusal) == ["KEY_REUSED"])
    #expect(try await fixture.units() == [10, 0, 3])
  }

  @Test("AUTH-UNITS-1: of two claims for the last unit in one batch exactly one holds it")
  func lastUnitInOneBatch() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization(units: 1)])
    let results = try await fixture.hold(Sample.hold("C1"), Sample.hold("C2"))
    #expect(results.map(\.held) == [[1], [0]])
    #expect(results.last?.answer?.lines.first?.authorization == .noUnits)
    #expect(try await fixture.units() == [1, 0, 1])
  }

  @Test("AUTH-UNITS-1: of many claims for the last unit at once exactly one holds it")
  func lastUnitInManyBatches() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization(units: 1)])
    let held = try await withThrowingTaskGroup(of: Int64.self) { group in
      for claim in 0..<40 {
        group.addTask {
          try await fixture.hold(Sample.hold("C\(claim)")).flatMap(\.held).reduce(0, +)
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(held == 1)
    #expect(try await fixture.units() == [1, 0, 1])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("AUTH-MATCH-2: the number of another member's authorization finds that it is another's")
  func otherMember() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization("A2", member: "M2")])
    let results = try await fixture.hold(
      Sample.hold("C1", Sample.line { $0.authorizationNumber = "A2" }), Sample.hold("C2"))
    #expect(
      results.map { $0.answer?.lines.first?.authorization } == [
        .otherMember, AuthorizationV1.AuthorizationOutcome.none,
      ])
    #expect(results.first?.answer?.trace.steps.first?.codes == ["CO-197", "M62"])
  }

  @Test("REF-VISIT-1: two claims for one visit share it")
  func sharedVisit() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", referrals: [Sample.referral(visits: 1)])
    let results = try await fixture.hold(
      Sample.hold("C1", Sample.line(needs: [.referral])),
      Sample.hold("C2", Sample.line(needs: [.referral])),
      Sample.hold("C3", Sample.line(on: "2026-04-02", needs: [.referral])))
    #expect(results.map { $0.answer?.lines.first?.referral } == [.held, .held, .noVisits])
    // The visit counts as long as one of them stands behind it.
    _ = try await fixture.release(Sample.release("C1"))
    _ = try await fixture.settle(Sample.settlement("C2", .init(visit: true)))
    let later = try await fixture.hold(
      Sample.hold("C4", Sample.line(on: "2026-04-03", needs: [.referral])),
      Sample.hold("C5", Sample.line(needs: [.referral])))
    #expect(later.map { $0.answer?.lines.first?.referral } == [.noVisits, .held])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("A wrong item is refused alone and names its field")
  func wrongItems() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    let changes: [(String, (inout AuthorizationV1.Hold) -> Void)] = [
      ("key is missing", { $0.key = nil }),
      ("key.version", { $0.key?.version = 0 }),
      ("key.attempt", { $0.key?.attempt = -1 }),
      ("key.step", { $0.key?.step = "a/b" }),
      ("key.claim_id", { $0.key?.claimID = String(repeating: "c", count: 101) }),
      ("member_id", { $0.memberID = "" }),
      ("business_time", { $0.businessTime?.microseconds = .max }),
      ("lines[0].line_number", { $0.lines[0].lineNumber = -1 }),
      ("lines[0].day", { $0.lines[0].day?.days = .min }),
      ("lines[0].quantity", { $0.lines[0].quantity?.thousandths = .max }),
      ("lines[0].quantity", { $0.lines[0].quantity?.thousandths = 0 }),
      ("lines[0].rendering_npi", { $0.lines[0].renderingNPI = "1234567890" }),
      ("lines[0].primary_care_npi", { $0.lines[0].primaryCareNPI = "x" }),
      ("lines", { $0.lines = [] }),
      ("lines", { $0.lines.append($0.lines[0]) }),
      ("lines", { $0.lines = Array(repeating: $0.lines[0], count: 1_000) }),
    ]
    for (field, change) in changes {
      var wrong = Sample.hold("C1")
      change(&wrong)
      let results = try await fixture.hold([wrong])
      guard case .refusal(let refusal) = results.first?.result else {
        Issue.record("\(field) was accepted")
        continue
      }
      #expect(refusal.code == 3 && refusal.reason == "FIELD_INVALID")
      #expect(refusal.message.hasPrefix(field))
    }
    var wrong = Sample.hold("C1")
    wrong.memberID = ""
    let results = try await fixture.hold(Sample.hold("C0"), wrong, Sample.hold("C2"))
    #expect(results.map(\.held) == [[1], [], [1]])
  }

  @Test("A batch has at most 1,024 items, and an empty one is answered")
  func batchSize() async throws {
    let fixture = try AuthorizationFixture()
    #expect(try await fixture.hold([]).isEmpty)
    let error = await #expect(throws: RPCError.self) {
      try await fixture.hold(Array(repeating: Sample.hold("C1"), count: 1_025))
    }
    #expect(error?.code == .invalidArgument)
  }

  @Test("When the store is closed the whole call fails and may be asked again")
  func storeClosed() async throws {
    let fixture = try AuthorizationFixture()
    await fixture.store.close()
    let error = await #expect(throws: RPCError.self) {
      try await fixture.hold(Sample.hold("C1"))
    }
    #expect(error?.code == .unavailable)
  }
}
