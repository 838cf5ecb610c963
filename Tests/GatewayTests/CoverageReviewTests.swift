import ClaimRules
import Domain
import Messages
import Protobuf
import Storage
import Testing

@testable import Gateway

@Suite("A decided claim is looked at again when its member's coverage changes")
struct CoverageReviewTests {
  private let services = FakeServices()

  /// A claim that was driven to its decision at position 1 of the feed.
  private func decided(_ fixture: ClaimStoreFixture) async throws -> ClaimNumber {
    let number = try await fixture.accepted()
    #expect(try await GatewayProcess(fixture, services).drive(number))
    return number
  }

  /// Looks once at every claim that waits to be looked at, as a process of its own.
  private func lookAgain(_ fixture: ClaimStoreFixture) async throws {
    try await GatewayProcess(fixture, services).lookAgain()
  }

  /// Coverage ended before the day of the claim, told at position 2.
  private func terminate(_ process: GatewayProcess) async throws {
    services.set {
      $0.lastDay = 20_400
      $0.feedPosition = 2
    }
    try await process.feed.act(on: [change(at: 2, from: 20_401)])
  }

  @Test("G28: CORRECT-1: coverage that ended earlier takes the claim back and denies it")
  func terminated() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await decided(fixture)
    let process = GatewayProcess(fixture, services)
    try await terminate(process)
    try await lookAgain(fixture)
    let correction = ClaimNumber(2)
    #expect(try await GatewayProcess(fixture, services).drive(correction))
    let asked = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last)
    #expect(asked.key?.claimID == original.text)
    #expect(asked.key?.version == 3)
    #expect(asked.replaces?.reason == .retroactiveTermination)
    #expect(asked.lines.map(\.reasons) == [["ELIG_AFTER"]])
    #expect(try await fixture.claims.listed(original)?.state == .replaced)
    #expect(try await fixture.claims.listed(original)?.standing == correction)
    #expect(try await fixture.claims.listed(correction)?.state == .denied)
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
    try await lookAgain(fixture)
    #expect(try await fixture.claims.lastNumber() == correction)
  }

  @Test("CORRECT-1: a change that takes no coverage away leaves the decision as it is")
  func stands() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await decided(fixture)
    let process = GatewayProcess(fixture, services)
    services.set { $0.feedPosition = 2 }
    try await process.feed.act(on: [change(at: 2, from: 20_401)])
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).count == 1)
    try await lookAgain(fixture)
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
    #expect(try await fixture.claims.lastNumber() == original)
  }

  @Test("CORRECT-1: while eligibility has not come so far, or does not answer, the claim waits")
  func waits() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await decided(fixture)
    let process = GatewayProcess(fixture, services)
    try await terminate(process)
    services.set { $0.feedPosition = 1 }
    try await lookAgain(fixture)
    services.set { $0.feedPosition = 2 }
    services.refuse(.coverage)
    try await lookAgain(fixture)
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).count == 1)
    #expect(try await fixture.claims.lastNumber() == original)
    try await lookAgain(fixture)
    #expect(try await fixture.claims.lastNumber() == ClaimNumber(2))
  }

  @Test("CORRECT-1: a change that comes while payment decides is looked at afterwards")
  func meanwhile() async throws {
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted()
    let process = GatewayProcess(fixture, services)
    services.during(.adjudicate) {
      try await process.feed.act(on: [change(at: 2, from: 20_401)])
    }
    #expect(try await process.drive(number))
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).map(\.position) == [2])
  }

  /// Tells a change at `position`, looks again, and drives the correction that was begun.
  ///
  /// - Returns: Why the version was taken back; nothing when it stands.
  private func correct(
    _ fixture: ClaimStoreFixture, at position: Int64, _ change: (inout SampleTerms) -> Void
  ) async throws -> PaymentV1.ReversalReason? {
    let last = try await fixture.claims.lastNumber()
    services.set {
      change(&$0)
      $0.feedPosition = position
    }
    try await GatewayProcess(fixture, services).feed.act(
      on: [GatewayTests.change(at: position, from: 20_401)])
    try await lookAgain(fixture)
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
    let next = try await fixture.claims.lastNumber()
    guard next != last else { return nil }
    #expect(try await GatewayProcess(fixture, services).drive(next))
    return try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last?.replaces?.reason
  }

  private func state(_ fixture: ClaimStoreFixture) async throws -> ClaimV1.ClaimState? {
    try await fixture.claims.listed(try await fixture.claims.lastNumber())?.state
  }

  @Test("CORRECT-1: an election that is told later takes the payment back, and its end restores it")
  func hospice() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.lineOfBusiness = .medicareAdvantage }
    _ = try await decided(fixture)
    #expect(try await correct(fixture, at: 2) { $0.isInHospice = true } == .hospiceElection)
    #expect(try await state(fixture) == .denied)
    #expect(try await correct(fixture, at: 3) { _ in } == nil)
    #expect(try await correct(fixture, at: 4) { $0.isInHospice = false } == .hospiceElection)
    #expect(try await state(fixture) == .payable)
  }

  @Test("CORRECT-1: a claim that was denied for want of coverage is paid when it is told late")
  func enrolled() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.lastDay = 20_400 }
    _ = try await decided(fixture)
    #expect(try await state(fixture) == .denied)
    #expect(try await correct(fixture, at: 2) { _ in } == nil)
    #expect(try await correct(fixture, at: 3) { $0.lastDay = .max } == .retroactiveEnrollment)
    #expect(try await state(fixture) == .payable)
  }

  @Test("CORRECT-1: a claim whose member nobody knew is paid when the member is told late")
  func memberToldLate() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.match = .notFound }
    _ = try await decided(fixture)
    #expect(try await state(fixture) == .denied)
    #expect(try await correct(fixture, at: 2) { $0.match = .matched } == .retroactiveEnrollment)
    #expect(try await state(fixture) == .payable)
  }

  @Test("CORRECT-1: a member who is told while a claim is denied for want of one is seen later")
  func memberToldMeanwhile() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.match = .notFound }
    let number = try await fixture.accepted()
    let process = GatewayProcess(fixture, services)
    services.during(.adjudicate) {
      try await process.feed.act(on: [change(at: 2, from: 20_401)])
    }
    #expect(try await process.drive(number))
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).map(\.position) == [2])
  }

  @Test(
    "G45a: STATUS-2: CORRECT-3: a suspended claim is no task of anybody, and is paid when the premium is"
  )
  func premiumPaid() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.gracePhase = .laterMonth }
    _ = try await decided(fixture)
    #expect(try await state(fixture) == .suspended)
    let counts = try await fixture.claims.counts()
    #expect(counts == .init(suspended: 1))
    #expect(try await fixture.claims.listPended(after: 0, limit: 10).isEmpty)
    let found = try await fixture.claims.list(after: 0, limit: 10, state: .suspended)
    #expect(found.map(\.number) == [ClaimNumber(1)])
    #expect(try await fixture.claims.list(after: 0, limit: 10, state: .denied).isEmpty)
    #expect(try await correct(fixture, at: 2) { _ in } == nil)
    #expect(try await correct(fixture, at: 3) { $0.gracePhase = .unspecified } == .premiumPaid)
    #expect(try await state(fixture) == .payable)
    #expect(try await fixture.claims.counts() == .init(payable: 1, replaced: 1))
  }

  @Test("ATTACH-1: a correction has the papers of the claim that it corrects")
  func papers() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.gracePhase = .laterMonth }
    var claim = Sample.claim()
    claim.attachments = [
      .with {
        $0.transmission = "BM"
        $0.controlNumber = "A1"
      }
    ]
    let number = try await fixture.accepted(claim)
    _ = try await fixture.claims.record(
      ClaimStore.Paper(
        requestID: "P1", controlNumber: "A1", digest: Array(repeating: 1, count: 32),
        mediaType: "application/pdf", size: 10, recordedBy: "hmo", recordedAt: Sample.now),
      on: number)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(fixture) == .suspended)
    #expect(try await correct(fixture, at: 2) { $0.gracePhase = .unspecified } == .premiumPaid)
    #expect(try await state(fixture) == .payable)
  }

  @Test("CORRECT-1: what a person decided on a claim holds for its corrections, but no replacement")
  func decisions() async throws {
    let fixture = try ClaimStoreFixture()
    var claim = Sample.claim()
    claim.lines[0].isMarkedEmergency = true
    let number = try await fixture.accepted(claim)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(fixture) == .pended)
    let proceeding = ClaimStore.PersonDecision(
      requestID: "D", attempt: 1, action: "proceed", reason: "", note: "", decidedBy: "examiner",
      decidedAt: Sample.now)
    #expect(try await fixture.claims.record(proceeding, on: number) == .recorded)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(fixture) == .payable)
    #expect(try await correct(fixture, at: 2) { $0.gracePhase = .laterMonth } == .premiumUnpaid)
    #expect(try await correct(fixture, at: 3) { $0.gracePhase = .unspecified } == .premiumPaid)
    #expect(try await state(fixture) == .payable)
    claim.frequency = "7"
    claim.originalClaimID = number.text
    let replacement = try await fixture.accepted(claim)
    #expect(try await GatewayProcess(fixture, services).drive(replacement))
    #expect(try await state(fixture) == .pended)
  }

  /// How many claims there are after coverage of a claim is told that was denied for want of it.
  private func corrections(of reasons: [String]) async throws -> Int64 {
    let fixture = try ClaimStoreFixture()
    let claim = Sample.claim()
    let number = try await fixture.accepted(claim)
    var facts = Sample.facts
    facts.coverage?.lines = claim.lines.map { line in
      .with {
        $0.lineNumber = line.lineNumber
        $0.status = .afterLastDay
      }
    }
    facts.reasons = reasons.map { reason in .with { $0.reason = reason } }
    try await fixture.claims.record(facts: facts, of: number, attempt: 1)
    try await fixture.decide(number, claim, isDenied: true, denial: "ELIG_AFTER")
    services.set { $0.feedPosition = 2 }
    try await GatewayProcess(fixture, services).feed.act(on: [change(at: 2, from: 20_401)])
    try await lookAgain(fixture)
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
    return try await fixture.claims.lastNumber().value
  }

  @Test("CORRECT-1: a replacement that a person did not take is no claim to correct")
  func notTaken() async throws {
    #expect(try await corrections(of: ["ELIG_AFTER"]) == 2)
    #expect(try await corrections(of: ["ELIG_AFTER", "REPLACEMENT_NOT_TAKEN"]) == 1)
  }

  @Test("CORRECT-1: a suspended claim whose member has another birth date now waits for a person")
  func birthDateChanged() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.gracePhase = .laterMonth }
    _ = try await decided(fixture)
    _ = try await correct(fixture, at: 2) { $0.match = .birthDateDiffers }
    #expect(try await state(fixture) == .pended)
    #expect(try await fixture.claims.lastNumber() == ClaimNumber(2))
  }

  @Test("G45b: CORRECT-3: coverage that ended for want of the premium denies what waited for it")
  func premiumNotPaid() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.gracePhase = .laterMonth }
    _ = try await decided(fixture)
    let reason = try await correct(fixture, at: 2) {
      $0.gracePhase = .ended
      $0.lastDay = 20_400
    }
    #expect(reason == .premiumNotPaid)
    #expect(try await state(fixture) == .denied)
    let asked = try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last
    #expect(asked?.lines.map(\.reasons) == [["ELIG_AFTER"]])
  }

  @Test(
    "CORRECT-3: a grace period that is told after the payment takes it back until the premium is paid"
  )
  func graceLater() async throws {
    let fixture = try ClaimStoreFixture()
    _ = try await decided(fixture)
    #expect(try await correct(fixture, at: 2) { $0.gracePhase = .firstMonth } == nil)
    #expect(try await correct(fixture, at: 3) { $0.gracePhase = .laterMonth } == .premiumUnpaid)
    #expect(try await state(fixture) == .suspended)
    #expect(try await correct(fixture, at: 4) { $0.gracePhase = .outcomeUnknown } == nil)
    #expect(try await correct(fixture, at: 5) { $0.gracePhase = .unspecified } == .premiumPaid)
    #expect(try await state(fixture) == .payable)
  }

  @Test("CORRECT-1: a stay is looked at again for every day from admission to discharge")
  func stay() async throws {
    let fixture = try ClaimStoreFixture()
    var claim = Sample.claim("S", day: 20_505)
    claim.kind = .institutional
    claim.institutional = .with {
      $0.typeOfBill = "0111"
      $0.statement = .with {
        $0.from = .with { $0.days = 20_500 }
        $0.to = .with { $0.days = 20_510 }
      }
      $0.admissionDay = .with { $0.days = 20_500 }
    }
    let days = Sample.submission(claim, key: "S").days
    #expect(days == DaySpan(from: Day(number: 20_500), to: Day(number: 20_510)))
    let number = try await fixture.decided(claim)
    try await GatewayProcess(fixture, services).feed.act(on: [change(at: 2, from: 1, to: 20_501)])
    #expect(try await noted(fixture) == [number])
  }

  @Test("CORRECT-1: a claim that was voided, denied or is being replaced is not corrected")
  func notNeeded() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let voided = try await decided(fixture)
    let denied = try await fixture.decided(Sample.claim("D", day: 20_501), isDenied: true)
    let replaced = try await fixture.accepted(Sample.claim("R", day: 20_502))
    #expect(try await GatewayProcess(fixture, services).drive(replaced))
    var replacement = Sample.claim("R7", day: 20_502)
    replacement.frequency = "7"
    replacement.originalClaimID = replaced.text
    let number = try await fixture.accepted(replacement)
    _ = try await fixture.claims.accept(
      ClaimStore.VoidSubmission(of: voided, key: "V", owner: nil, by: "test", at: Sample.now))
    try await terminate(process)
    #expect(try await noted(fixture) == [denied, replaced])
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).map(\.number) == [denied])
    try await lookAgain(fixture)
    #expect(try await fixture.claims.lastNumber() == number)
    #expect(try await noted(fixture) == [replaced])
    #expect(try await fixture.claims.listed(denied)?.state == .denied)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    try await lookAgain(fixture)
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
  }

  /// The claims that are to be looked at again, now or when another version is decided.
  private func noted(_ fixture: ClaimStoreFixture) async throws -> [ClaimNumber] {
    try await fixture.claims.store.read { reader in
      try reader.rows("SELECT claim_number FROM claim_review ORDER BY claim_number") { row in
        ClaimNumber(try row.value(0, as: Int64.self))
      }
    }
  }

  @Test("CORRECT-1: until its correction is decided a claim is neither voided nor replaced")
  func changes() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await decided(fixture)
    let process = GatewayProcess(fixture, services)
    try await terminate(process)
    try await lookAgain(fixture)
    for frequency in ["7", "8"] {
      var claim = Sample.claim("C\(frequency)")
      claim.frequency = frequency
      claim.originalClaimID = original.text
      let outcome = try await process.intake.submit(
        claim, key: frequency, from: Sample.submitter)
      guard case .refused(let faults) = outcome else {
        Issue.record("it was taken")
        return
      }
      #expect(faults == [OriginalFault.replacing])
    }
  }

  @Test("CORRECT-1: a second change while the correction is under way makes no second one")
  func twice() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await decided(fixture)
    let process = GatewayProcess(fixture, services)
    try await terminate(process)
    try await lookAgain(fixture)
    try await process.feed.act(on: [change(at: 3, from: 20_401)])
    services.set { $0.feedPosition = 3 }
    try await lookAgain(fixture)
    #expect(try await GatewayProcess(fixture, services).drive(ClaimNumber(2)))
    #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
    try await lookAgain(fixture)
    #expect(try await fixture.claims.lastNumber() == ClaimNumber(2))
    #expect(try await fixture.claims.listed(original)?.standing == ClaimNumber(2))
  }

  @Test("CORRECT-2: what was paid on a day that nobody noted counts as paid long ago")
  func paidLongAgo() async throws {
    for isNoted in [false, true] {
      let fixture = try ClaimStoreFixture()
      let services = FakeServices()
      let original = try await fixture.accepted()
      #expect(try await GatewayProcess(fixture, services).drive(original))
      try await fixture.claims.record(
        remitted: [StepKeys(original)], in: "P1", closedAt: Sample.now)
      if !isNoted { try await fixture.plant("UPDATE remitted_claim SET closed_at = NULL") }
      services.set {
        $0.lastDay = 20_400
        $0.feedPosition = 2
      }
      let process = GatewayProcess(fixture, services)
      try await process.feed.act(on: [change(at: 2, from: 20_401)])
      try await process.lookAgain()
      #expect(
        try await fixture.claims.lastNumber().value == (isNoted ? 2 : 1), "\(isNoted)")
      #expect(try await fixture.claims.reviews(after: 0, limit: 10).isEmpty)
    }
  }

  @Test("INTAKE-ORIGINAL: after a correction the sender's number means the corrected claim")
  func number() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await decided(fixture)
    let process = GatewayProcess(fixture, services)
    try await terminate(process)
    try await lookAgain(fixture)
    #expect(try await GatewayProcess(fixture, services).drive(ClaimNumber(2)))
    var claim = Sample.claim("R7")
    claim.frequency = "7"
    claim.originalClaimID = original.text
    let replacement = try await fixture.accepted(claim)
    #expect(try await GatewayProcess(fixture, services).drive(replacement))
    let asked = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last)
    #expect(asked.key?.version == 5)
    #expect(asked.replaces?.version == 3)
    #expect(try await fixture.claims.listed(original)?.standing == replacement)
  }
}
