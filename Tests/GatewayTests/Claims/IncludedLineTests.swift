import ClaimRules
import Domain
import Messages
import Protobuf
import Storage
import Testing

@testable import Gateway

@Suite("BUNDLE-1: what payment refuses because of included lines")
struct IncludedLineTests {
  private func line(_ number: Int32, in host: Int32, _ pend: String) -> ClaimV1.PackagedLine {
    .with {
      $0.lineNumber = number
      $0.intoLines = [host]
      $0.pends = [pend]
    }
  }

  /// A claim of which line 2 is included in line 1 and line 4 in line 3.
  private func run() -> ClaimRun {
    let facts = ClaimV1.FactsRecord.with {
      $0.packagedLines = [line(2, in: 1, "RATE_MISSING"), line(4, in: 3, "MANUAL_PRICING")]
    }
    let record = ClaimStore.OpenRecord(
      number: ClaimNumber(1), acceptedAt: Sample.now, memberID: "M1",
      days: DaySpan(from: Sample.today, to: Sample.today),
      accepted: .with { $0.claim = Sample.claim() }, factsAttempt: 1, facts: facts,
      areFactsStale: false, pendedAttempt: 0)
    return ClaimRun(claim: OpenClaim(record, now: Sample.now))
  }

  @Test(
    "A person is asked for what an included line lacks only when payment's refusal concerns it",
    arguments: [
      (0, "MANUAL_PRICING"), (1, "MANUAL_PRICING"), (2, "MANUAL_PRICING"), (3, "STEP_REFUSED"),
    ] as [(Int32, String)])
  func driven(refusedLine: Int32, asked: String) async throws {
    let fixture = try ClaimStoreFixture()
    let services = FakeServices()
    let process = GatewayProcess(fixture, services)
    var claim = Sample.claim(cents: [20_000, 5_000, 6_000])
    claim.lines[1].procedure = "36415"
    claim.lines[1].modifiers = ["22"]
    claim.lines[2].procedure = "80053"
    let (included, host) = (PackedCode("36415"), PackedCode(claim.lines[0].procedure))
    let pair = CodePairs.Entry(
      code: try #require(included), partner: try #require(host),
      days: DaySpan(from: Sample.today.adding(days: -3_650), to: Sample.today))
    process.codes.put(.pairs(CodePairs([pair])), .packagedProcedure, version: 1)
    services.refuse(.adjudicate, "MANUAL_PRICING", line: refusedLine)
    let number = try await fixture.accepted(claim)
    #expect(try await process.drive(number))
    let pended = try #require(try await fixture.claims.pended(number))
    #expect(pended.record.reasons.map(\.reason) == [asked])
    #expect(pended.record.reasons.map(\.lineNumber) == [asked == "STEP_REFUSED" ? 0 : 2])
  }

  @Test(
    "A line that is included, or includes one, or no line: what the included lines lack is asked",
    arguments: [0, 1, 2, 3, 4])
  func included(line: Int) {
    let run = run()
    #expect(run.pendForIncludedLines(refusedLine: line))
    #expect(run.pends.map(\.lineNumber) == [2, 4])
    #expect(run.pends.map(\.reason) == [.rateMissing, .manualPricing])
  }

  @Test("Another line: nothing is said of the included ones", arguments: [5, -1])
  func another(line: Int) {
    let run = run()
    #expect(!run.pendForIncludedLines(refusedLine: line))
    #expect(run.pends.isEmpty)
  }
}
