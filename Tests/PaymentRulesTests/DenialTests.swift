import Domain
import PaymentRules
import Testing

@Suite("Reasons deny lines")
struct DenialTests {
  @Test("OUT-1: of several reasons the one of least precedence decides, and all are kept")
  func leastPrecedenceDecides() throws {
    let line = LineFixture(20_000).denied(.outOfNetwork, .afterCoverage).with {
      $0.hold = HoldFacts.Line(lineNumber: 1, authorization: .none, referral: .expired)
    }
    let decision = try ClaimFixture(line).decide()
    #expect(decision.lines[0].denial == .afterCoverage)
    #expect(
      decision.lines[0].reasons == [
        .afterCoverage, .outOfNetwork, .referralExpired, .authorizationMissing,
      ])
    #expect(decision.lines[0].printed == "PR-27 200.00 -> 0.00")
  }

  @Test("OUT-1: every outcome of authorization that is no hold denies with a reason of its own")
  func outcomesDeny() throws {
    var reasons: Set<Reason> = []
    for outcome in HoldFacts.AuthorizationOutcome.allCases
    where outcome != .held && outcome != .notNeeded {
      let line = LineFixture(100, fee: 100).with {
        $0.hold = HoldFacts.Line(lineNumber: 1, authorization: outcome)
      }
      reasons.insert(try #require(try ClaimFixture(line).decide().lines[0].denial))
    }
    #expect(reasons.count == HoldFacts.AuthorizationOutcome.allCases.count - 2)
  }

  @Test("OUT-2: every reason has a row, and no two rows have the same precedence")
  func everyReasonHasRow() {
    let rows = Reason.allCases.compactMap { ReasonTable.row(for: $0) }
    #expect(rows.count == Reason.allCases.count)
    #expect(Set(rows.map(\.precedence)).count == rows.count)
    #expect(ReasonTable.ordered(Reason.allCases).count == Reason.allCases.count)
  }

  @Test("DENY-1: every reason denies the whole charge with its own group, code and remarks")
  func deniesWhole() throws {
    for reason in Reason.allCases {
      let decision = try ClaimFixture(LineFixture(12_345, fee: 100).denied(reason)).decide()
      let row = try #require(ReasonTable.row(for: reason))
      let line = decision.lines[0]
      #expect(line.adjustments == [Adjustment(row.group, row.code, Money(cents: 12_345))])
      #expect(line.remarks == row.remarks)
      #expect(line.paid == .zero)
      #expect(line.allowed == .zero)
      #expect(line.paidQuantity == .zero)
      #expect(decision.postings.isEmpty)
      #expect(decision.isDenied)
    }
  }

  @Test("DENY-1: a denied line without a charge carries no adjustment of zero")
  func noZeroAdjustment() throws {
    let line = try ClaimFixture(LineFixture(0).denied(.duplicate)).decide().lines[0]
    #expect(line.adjustments.isEmpty)
    #expect(line.isDenied)
  }

  @Test("DENY-1: a denied line takes neither units nor a visit, and no copay of the visit")
  func takesNothing() throws {
    let denied = LineFixture(20_000, fee: 10_000).copay(5000).denied(.afterCoverage).with {
      $0.hold = HoldFacts.Line(
        lineNumber: 1, authorization: .held, held: Quantity(units: 1), referral: .held)
    }
    let decision = try ClaimFixture(denied, LineFixture(18_500, fee: 5000).copay(2500)).decide()
    #expect(decision.lines[0].unitsTaken == .zero)
    #expect(!decision.lines[0].isVisitTaken)
    #expect(decision.lines[1].printed == "CO-45 135.00; PR-3 25.00 -> 25.00")
  }

  @Test("DENY-1: a denied line needs no facts beyond its reason")
  func needsNoFacts() throws {
    let input = AdjudicationInput(
      lines: [
        BilledLine(
          lineNumber: 1, procedure: "99213", charge: Money(cents: 100),
          day: LineFixture.day("2026-03-10"), renderingNPI: "1234567893")
      ], reasons: [1: [.memberNotFound]], coverage: CoverageFacts(match: .notFound),
      contract: ContractFacts(), sequestration: .law)
    #expect(try Adjudication.evaluate(input).lines[0].printed == "PR-31 1.00 -> 0.00")
  }

  @Test("STATUS-1: the status is 4 only when the member is not recognised, also when all is denied")
  func claimStatus() throws {
    for reason in Reason.allCases {
      let decision = try ClaimFixture(LineFixture(100).denied(reason)).decide()
      #expect(decision.claimStatusCode == (reason == .memberNotFound ? 4 : 1))
    }
    #expect(try ClaimFixture(LineFixture(100, fee: 50)).decide().claimStatusCode == 1)
  }
}
