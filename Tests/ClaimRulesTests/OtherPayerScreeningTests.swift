import ClaimRules
import Domain
import Testing

@Suite("Screening for other payers")
struct OtherPayerScreeningTests {
  private func screening(
    _ claim: SubmittedClaim, known: OtherCoverage? = nil
  ) -> Screening {
    ScreeningFixture {
      $0.claim = claim
      $0.coverage.lines[0].otherCoverage = [known].compactMap(\.self)
    }.screening
  }

  private func known(isPrimary: Bool) -> OtherCoverage {
    OtherCoverage(payerID: "KNOWN", days: DaySpan(from: Fixture.day), isPrimary: isPrimary)
  }

  @Test("COB-1: a first payer on record whose decision the claim lacks denies its lines")
  func onRecord() {
    let first = screening(Fixture.claim(), known: known(isPrimary: true))
    #expect(first.denials == [.otherPayerFirst] && first.pends.isEmpty)
    #expect(screening(Fixture.claim(), known: known(isPrimary: false)).denials.isEmpty)
    let behind = Fixture.claim().with {
      $0.payerOrder = "P"
      $0.otherPayers = [SubmittedClaim.OtherPayer(payerID: "KNOWN", order: "S")]
    }
    #expect(screening(behind, known: known(isPrimary: true)).denials == [.otherPayerFirst])
  }

  @Test("COB-1: a payer that is not on record is taken at the claim's word")
  func notOnRecord() {
    for record in [nil, known(isPrimary: true), known(isPrimary: false)] {
      let screening = screening(Fixture.second(), known: record)
      #expect(screening.denials.isEmpty && screening.pends.isEmpty)
      #expect(screening.rules.contains("COB-2"))
    }
  }

  @Test("COB-1 and COB-2: what is missing and what is unclear have reasons of their own")
  func reasons() {
    #expect(screening(Fixture.claim().with { $0.payerOrder = "S" }).denials == [.otherPayerFirst])
    let unclear = Fixture.second().withLine { $0.otherPayers[0].paid = Money(cents: 1) }
    #expect(screening(unclear).denials == [.otherPayerUnclear])
  }

  @Test("COB-1: a line that is not covered is denied for that alone")
  func notCovered() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.payerOrder = "S" }
      $0.coverage.lines = [CoverageFacts.Line(lineNumber: 1, status: .afterLastDay)]
    }.screening
    #expect(screening.denials == [.afterCoverage])
  }
}
