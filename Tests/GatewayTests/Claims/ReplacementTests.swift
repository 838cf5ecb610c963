import ClaimRules
import Domain
import Messages
import Protobuf
import SampleClaims
import Storage
import Testing

@testable import Gateway

@Suite("A replacement takes its original's place once", .timeLimit(.minutes(2)))
struct ReplacementTests {
  private let services = FakeServices()

  private static func change(
    _ frequency: String, of original: ClaimNumber, _ number: String
  ) -> ClaimV1.Claim {
    var claim = Sample.claim(number)
    claim.frequency = frequency
    claim.originalClaimID = original.text
    return claim
  }

  private func submit(
    _ frequency: String, of original: ClaimNumber, _ process: GatewayProcess, key: String,
    from submitter: String = Sample.submitter
  ) async throws -> String {
    let claim = ReplacementTests.change(frequency, of: original, key)
    switch try await process.intake.submit(claim, key: key, from: submitter) {
    case .accepted(let number), .voiding(let number): return "accepted \(number.value)"
    case .repeated(let number): return "repeated \(number.value)"
    case .keyReused: return "key reused"
    case .refused(let faults): return faults.map(\.rule.name).joined(separator: " ")
    }
  }

  @Test("INTAKE-ORIGINAL: a second replacement is refused, also after a restart; the same is not")
  func second() async throws {
    var fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    var process = GatewayProcess(fixture, services)
    #expect(try await submit("7", of: original, process, key: "R1") == "accepted 2")
    #expect(try await submit("7", of: original, process, key: "R2") == "INTAKE-ORIGINAL")
    fixture = try await fixture.reopened()
    process = GatewayProcess(fixture, services)
    #expect(try await submit("7", of: original, process, key: "R1") == "repeated 2")
    #expect(try await submit("7", of: original, process, key: "R3") == "INTAKE-ORIGINAL")
    #expect(try await fixture.claims.counts().accepted == 1)
  }

  @Test("INTAKE-ORIGINAL: of replacements in one batch the first is stored, nothing of the others")
  func batch() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    let submissions = (1...4).map { index in
      Sample.submission(
        ReplacementTests.change("7", of: original, "R\(index)"), key: "R\(index)")
    }
    let outcomes = try await fixture.claims.accept(submissions).map(\.summary)
    #expect(
      outcomes == ["accepted 2 []"] + Array(repeating: "refused INTAKE-ORIGINAL", count: 3))
    #expect(try await fixture.claims.lastNumber().value == 2)
  }

  @Test("INTAKE-ORIGINAL: of replacements that race for one claim exactly one is accepted")
  func race() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    let process = GatewayProcess(fixture, services)
    let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<20 {
        group.addTask { try await submit("7", of: original, process, key: "R\(index)") }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == "accepted 2" }.count == 1)
    #expect(outcomes.filter { $0 == "INTAKE-ORIGINAL" }.count == 19)
  }

  @Test("INTAKE-ORIGINAL: another sender is told nothing of a replacement that is under way")
  func others() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    let process = GatewayProcess(fixture, services)
    _ = try await submit("7", of: original, process, key: "R1")
    for frequency in ["7", "8"] {
      let other = "spiffe://hmo.internal/client/other"
      #expect(
        try await submit(frequency, of: original, process, key: "O\(frequency)", from: other)
          == "INTAKE-ORIGINAL")
    }
  }

  @Test(
    "INTAKE-ORIGINAL-REPLACING: no void while a replacement is under way, and no other way round")
  func voidMeanwhile() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let original = try await fixture.decided()
    _ = try await submit("7", of: original, process, key: "R1")
    #expect(
      try await submit("8", of: original, process, key: "V1") == "INTAKE-ORIGINAL-REPLACING")
    #expect(try await fixture.claims.openVoids(after: 0, limit: 10).isEmpty)
    let voided = try await fixture.decided(Sample.claim("P3", member: "M3"))
    #expect(try await submit("8", of: voided, process, key: "V3") == "accepted \(voided.value)")
    #expect(try await submit("7", of: voided, process, key: "R3") == "INTAKE-ORIGINAL")
  }

  @Test(
    "SCREEN-SCOPE: a replacement that a person does not take ends without effect, and its original stands"
  )
  func notTaken() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.unitFeeCents = nil }
    let original = try await fixture.decided()
    let process = GatewayProcess(fixture, services)
    _ = try await submit("7", of: original, process, key: "R1")
    let first = ClaimNumber(2)
    #expect(try await GatewayProcess(fixture, services).drive(first))
    #expect(try await fixture.claims.listed(first)?.state == .pended)
    _ = try await fixture.claims.record(Sample.denial("D", .replacementNotTaken), on: first)
    #expect(try await submit("7", of: original, process, key: "R2") == "INTAKE-ORIGINAL")
    #expect(try await GatewayProcess(fixture, services).drive(first))
    #expect(try await fixture.claims.listed(first)?.state == .denied)
    let adjudication = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last)
    #expect(adjudication.lines.map(\.reasons) == [["REPLACEMENT_NOT_TAKEN"]])
    #expect(adjudication.replaces == nil)
    #expect(adjudication.key?.claimID == first.text)
    #expect(try await fixture.claims.listed(original)?.state == .payable)
    #expect(try await submit("7", of: original, process, key: "R2") == "accepted 3")
    #expect(
      try await submit("8", of: original, process, key: "V") == "INTAKE-ORIGINAL-REPLACING")
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test("INTAKE-ORIGINAL: the original's number means what stands, a replacement's itself alone")
  func meant() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    let process = GatewayProcess(fixture, services)
    for number in [ClaimNumber(2), ClaimNumber(3)] {
      #expect(
        try await submit("7", of: original, process, key: "R\(number.value)")
          == "accepted \(number.value)")
      try await fixture.claims.record(facts: Sample.facts, of: number, attempt: 1)
      try await fixture.decide(number, Sample.claim("R\(number.value)"))
    }
    #expect(try await fixture.claims.listed(ClaimNumber(3))?.replaces == ClaimNumber(2))
    for frequency in ["7", "8"] {
      #expect(
        try await submit(frequency, of: ClaimNumber(2), process, key: "X\(frequency)")
          == "INTAKE-ORIGINAL")
    }
    #expect(try await submit("8", of: original, process, key: "V") == "accepted 3")
  }

  @Test(
    "REPLACE-1: a replacement is decided as the next version of its original, which is replaced")
  func taken() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.isAuthorizationRequired = true }
    let original = try await fixture.accepted(Sample.claim("P1", cents: [20_000]))
    try await GatewayProcess(fixture, services).drive(original)
    var claim = ReplacementTests.change("7", of: original, "R1")
    claim.lines[0].charge = .with { $0.cents = 24_000 }
    claim.charge = .with { $0.cents = 24_000 }
    let replacement = try await fixture.accepted(claim)
    #expect(try await GatewayProcess(fixture, services).drive(replacement))
    let asked = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last)
    #expect(asked.key?.claimID == original.text)
    #expect(asked.key?.version == 3)
    #expect(asked.replaces?.version == 1)
    #expect(asked.replaces?.reason == .providerReplacement)
    #expect(
      services.holds == [
        "\(original.text)/1/hold": .returned, "\(original.text)v3/1/hold": .settled,
      ])
    let listed = try #require(try await fixture.claims.listed(original))
    #expect(listed.state == .replaced)
    #expect(listed.standing == replacement)
    let taken = try #require(try await fixture.claims.listed(replacement))
    #expect(taken.state == .payable)
    #expect(taken.keys == StepKeys(original, version: 3))
    #expect(taken.replaces == original)
    let reversal = try #require(try await fixture.claims.reversal(of: original)?.decision)
    #expect(reversal.version == 2)
    #expect(reversal.paid?.cents == -19_000)
    #expect(try await fixture.claims.counts().replaced == 1)
    #expect(try await fixture.claims.counts().payable == 1)
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test("REPLACE-1: without a hold of its own it gives back what its original took")
  func unitsReturned() async throws {
    let fixture = try ClaimStoreFixture()
    services.set { $0.isAuthorizationRequired = true }
    let original = try await fixture.accepted(Sample.claim("P1"))
    try await GatewayProcess(fixture, services).drive(original)
    services.set { $0.isAuthorizationRequired = false }
    let replacement = try await fixture.accepted(
      ReplacementTests.change("7", of: original, "R1"))
    #expect(try await GatewayProcess(fixture, services).drive(replacement))
    #expect(services.holds == ["\(original.text)/1/hold": .returned])
  }

  @Test("REPLACE-1: the process may end anywhere, and the replacement is posted once")
  func crashes() async throws {
    let places: [FakeServices.Crash] = [
      .before(.hold), .lost(.hold), .after(.hold), .before(.adjudicate), .lost(.adjudicate),
      .after(.adjudicate), .before(.settle), .lost(.settle), .after(.settle),
    ]
    for place in places {
      var fixture = try ClaimStoreFixture()
      let services = FakeServices()
      services.set { $0.isAuthorizationRequired = true }
      let original = try await fixture.accepted(Sample.claim("P1"))
      try await GatewayProcess(fixture, services).drive(original)
      let replacement = try await fixture.accepted(
        ReplacementTests.change("7", of: original, "R1"))
      services.crash(at: place)
      #expect(try await !GatewayProcess(fixture, services).drive(replacement), "\(place)")
      #expect(try await fixture.claims.listed(original)?.state == .payable, "\(place)")
      fixture = try await fixture.reopened()
      #expect(try await GatewayProcess(fixture, services).drive(replacement), "\(place)")
      #expect(try await fixture.claims.listed(original)?.state == .replaced, "\(place)")
      #expect(services.postings == [original.text: 2], "\(place)")
      #expect(services.holds["\(original.text)/1/hold"] == .returned, "\(place)")
      #expect(try await fixture.claims.violations().isEmpty, "\(place)")
    }
  }

  @Test("DUP-1: a replacement that repeats another claim's line, or its own, is denied that line")
  func duplicates() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided(Sample.claim("P1", cents: [20_000]))
    try await fixture.decided(Sample.claim("P2", cents: [30_000]))
    var claim = ReplacementTests.change("7", of: original, "R1")
    claim.lines = [
      Sample.line(1, day: 20_500, cents: 20_000), Sample.line(2, day: 20_500, cents: 30_000),
      Sample.line(3, day: 20_500, cents: 40_000), Sample.line(4, day: 20_500, cents: 40_000),
    ]
    claim.charge = .with { $0.cents = 130_000 }
    let outcome = try await fixture.claims.accept([Sample.submission(claim, key: "R1")])
    #expect(outcome.map(\.summary) == ["accepted 3 [2, 4]"])
    let meanwhile = try await fixture.claims.accept([
      Sample.submission(Sample.claim("N", cents: [40_000]), key: "N")
    ])
    #expect(meanwhile.map(\.summary) == ["accepted 4 [1]"])
  }

  @Test(
    "SCREEN-SCOPE: a replacement 180 days after the remittance is decided, a day later it waits")
  func late() async throws {
    for (days, state) in [(180, ClaimV1.ClaimState.payable), (181, .pended)] {
      let fixture = try ClaimStoreFixture()
      let services = FakeServices()
      let original = try await fixture.accepted(Sample.claim("P1"))
      try await GatewayProcess(fixture, services).drive(original)
      try await fixture.claims.record(
        remitted: [StepKeys(original)], in: "P1",
        closedAt: Instant(startOf: Sample.today.adding(days: -days)))
      let replacement = try await fixture.accepted(
        ReplacementTests.change("7", of: original, "R1"))
      #expect(try await GatewayProcess(fixture, services).drive(replacement))
      #expect(try await fixture.claims.listed(replacement)?.state == state, "\(days) days")
    }
  }

  @Test("SCREEN-SCOPE: one that is not taken leaves its original, whatever was denied before")
  func notTakenAfterDenial() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    let replacement = try await fixture.accepted(
      ReplacementTests.change("7", of: original, "R1"))
    let record = try #require(try await fixture.claims.openClaim(replacement))
    let run = ClaimRun(claim: OpenClaim(record, now: Sample.now))
    let terms = SampleTerms()
    run.coverage = terms.coverage(for: run.coverageQuestion)
    run.contract = terms.contract(for: run.contractQuestion)
    var findings = ClaimStore.PendedFindings()
    findings.reasons = [0: .replacementNotTaken, 1: .rateMissing]
    try run.screen(findings, CodeBook())
    #expect(run.link == nil)
    #expect(run.keys == StepKeys(replacement))
    #expect(run.decisionBasis.isNotTaken)
    findings.reasons = [1: .rateMissing]
    try run.screen(findings, CodeBook())
    #expect(run.keys == StepKeys(original, version: 3))
  }

  @Test("GW-REPLACED: a place that is another's, and a reversal of another amount, are found")
  func verified() async throws {
    let plants: [SQL] = [
      "UPDATE claim_replacement SET original_number = 3",
      "UPDATE claim_decided SET patient_share = patient_share + 1 WHERE claim_number = 1",
      """
      UPDATE claim_decided SET record = (SELECT record FROM claim_decided WHERE claim_number = 3) \
      WHERE claim_number = 2
      """,
    ]
    for plant in plants {
      let fixture = try ClaimStoreFixture()
      let original = try await fixture.decided()
      let replacement = try await fixture.accepted(
        ReplacementTests.change("7", of: original, "R1"))
      try await fixture.claims.record(facts: Sample.facts, of: replacement, attempt: 1)
      try await fixture.decide(replacement, Sample.claim("R1"))
      try await fixture.decided(Sample.claim("P3", member: "M3"))
      #expect(try await fixture.claims.violations().isEmpty)
      try await fixture.plant(plant)
      #expect(
        try await fixture.claims.violations().map(\.invariant).contains("GW-REPLACED"), "\(plant)")
    }
  }

  @Test("REPLACE-1: a void of a replacement takes its version back, and its lines are free again")
  func voided() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.accepted()
    try await GatewayProcess(fixture, services).drive(original)
    let claim = ReplacementTests.change("7", of: original, "R1")
    let replacement = try await fixture.accepted(claim)
    try await GatewayProcess(fixture, services).drive(replacement)
    let process = GatewayProcess(fixture, services)
    #expect(try await submit("8", of: replacement, process, key: "V") == "accepted 2")
    let open = try #require(try await fixture.claims.openVoids(after: 0, limit: 10).first)
    #expect(open.keys == StepKeys(original, version: 3))
    try await fixture.claims.record(
      reversal: Sample.decided(claim, replacement), of: replacement)
    #expect(try await fixture.claims.listed(replacement)?.state == .voided)
    let again = try await fixture.claims.accept([Sample.submission(Sample.claim("N"), key: "N")])
    #expect(again.map(\.summary) == ["accepted 3 []"])
  }

  @Test("DUP-1: once a replacement is decided its lines are found and its original's are not")
  func signatures() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided(Sample.claim("P1", cents: [20_000]))
    var claim = ReplacementTests.change("7", of: original, "R1")
    claim.lines[0].charge = .with { $0.cents = 24_000 }
    claim.charge = .with { $0.cents = 24_000 }
    let replacement = try await fixture.accepted(claim)
    try await fixture.claims.record(facts: Sample.facts, of: replacement, attempt: 1)
    try await fixture.decide(replacement, claim)
    let old = Sample.submission(Sample.claim("N1", cents: [20_000]), key: "N1")
    let new = Sample.submission(Sample.claim("N2", cents: [24_000]), key: "N2")
    #expect(
      try await fixture.claims.accept([old, new]).map(\.summary)
        == ["accepted 3 []", "accepted 4 [1]"])
  }

  @Test("ANSWER-CLAIM: a second replacement in a file is A4, a void meanwhile A7")
  func file() async throws {
    let sender = try FileSender()
    var claims = sender.claims(1)
    let first = try await sender.send(
      ClaimFileWriter.text(of: claims, in: sender.envelope(control: 1)))
    let original = try #require(first.stored.first?.number)
    try await sender.process.drive(original)
    claims[0].originalClaimNumber = original.text
    claims[0].frequency = "7"
    claims += claims
    claims[1].id += "R"
    let replaced = try await sender.send(
      ClaimFileWriter.text(of: claims, in: sender.envelope(control: 2)))
    #expect(replaced.summary.accepted == 1 && replaced.summary.refused == 1)
    #expect(ReplacementTests.statuses(replaced) == ["A2:20", "A4:35"])
    #expect(replaced.refusals.flatMap(\.faults).map(\.rule) == ["INTAKE-ORIGINAL"])
    claims[0].frequency = "8"
    let voided = try await sender.send(
      ClaimFileWriter.text(of: [claims[0]], in: sender.envelope(control: 3)))
    #expect(ReplacementTests.statuses(voided) == ["A7:464"])
  }

  /// The status of each claim of the 277CA, without those of the whole set.
  private static func statuses(_ sent: SentFile) -> [String] {
    var isClaim = false
    return sent.segments(.documentType277ca).compactMap { segment in
      let elements = segment.split(separator: "*", omittingEmptySubsequences: false)
      if elements[0] == "HL" { isClaim = elements.count > 3 && elements[3] == "PT" }
      return isClaim && elements[0] == "STC" ? String(elements[1]) : nil
    }
  }
}
