import ClaimRules
import Domain
import Messages
import Protobuf
import SampleClaims
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
    "SCREEN-SCOPE: a replacement that a person denies ends without effect and frees its original")
  func denied() async throws {
    let fixture = try ClaimStoreFixture()
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
    #expect(try await fixture.claims.listed(original)?.state == .payable)
    #expect(try await submit("7", of: original, process, key: "R2") == "accepted 3")
    #expect(
      try await submit("8", of: original, process, key: "V") == "INTAKE-ORIGINAL-REPLACING")
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test(
    "INTAKE-ORIGINAL: what a decided replacement took the place of is neither voided nor replaced")
  func final() async throws {
    let fixture = try ClaimStoreFixture()
    let original = try await fixture.decided()
    let process = GatewayProcess(fixture, services)
    _ = try await submit("7", of: original, process, key: "R1")
    let replacement = ClaimNumber(2)
    try await fixture.claims.record(facts: Sample.facts, of: replacement, attempt: 1)
    try await fixture.claims.record(
      decision: Sample.decided(Sample.claim("R1"), replacement), of: replacement, attempt: 1,
      feedPosition: 0)
    for frequency in ["7", "8"] {
      #expect(
        try await submit(frequency, of: original, process, key: "X\(frequency)")
          == "INTAKE-ORIGINAL")
    }
    #expect(try await submit("8", of: replacement, process, key: "V") == "accepted 2")
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
