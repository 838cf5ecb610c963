import Domain
import PaymentRules
import Testing

@Suite("Worked cases come out to the cent")
struct GoldenCaseTests {
  @Test("PRICE, SHARE, SEQ and DENY rules give the worked figures", arguments: GoldenClaim.all)
  func givesFigures(golden: GoldenClaim) throws {
    let decision = try golden.claim.decide()
    #expect(decision.lines.map(\.printed) == golden.expected)
  }

  @Test("The decisions agree with the shared file of worked cases", arguments: GoldenClaim.all)
  func agreesWithFile(golden: GoldenClaim) throws {
    guard let file = try GoldenFile.read() else { return }
    let expected = try #require(file.cases[golden.id])
    let decision = try golden.claim.decide()
    #expect(decision.claimStatusCode == expected.clp02)
    #expect(decision.charge.cents == expected.total_charge)
    #expect(decision.paid.cents == expected.total_paid)
    #expect(decision.lines.count == expected.lines.count)
    for (line, expectedLine) in zip(decision.lines, expected.lines) {
      let adjustments = Dictionary(
        uniqueKeysWithValues: line.adjustments.map { ($0.label, $0.amount.cents) })
      #expect(adjustments == expectedLine.adj)
      #expect(line.paid.cents == expectedLine.paid)
      #expect(line.charge.cents == expectedLine.charge)
      #expect(line.remarks == expectedLine.rarc)
    }
  }
}
