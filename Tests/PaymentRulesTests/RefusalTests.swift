import Domain
import PaymentRules
import Testing

@Suite("What cannot be decided is refused, never guessed")
struct RefusalTests {
  private let line = LineFixture(10_000, fee: 5000).copay(1000)

  private func code(_ input: AdjudicationInput) -> AdjudicationError.Code? {
    do {
      _ = try Adjudication.evaluate(input)
      return nil
    } catch { return error.code }
  }

  private func code(
    _ change: (inout AdjudicationInput) -> Void
  ) -> AdjudicationError.Code? {
    var input = ClaimFixture(line).input
    change(&input)
    return code(input)
  }

  @Test("A covered line that lacks a fact refuses the claim")
  func missingFacts() {
    #expect(code { $0.coverage.lines = [] } == .factsIncomplete)
    #expect(code { $0.coverage.lines[0].product = nil } == .factsIncomplete)
    #expect(code { $0.coverage.lines[0].status = .lapsed } == .factsIncomplete)
    #expect(code { $0.coverage.lines[0].benefits = [] } == .factsIncomplete)
    #expect(code { $0.coverage.memberID = "" } == .factsIncomplete)
    #expect(code { $0.coverage.familyID = "" } == .factsIncomplete)
    #expect(code { $0.coverage.match = .nameMismatch } == .factsIncomplete)
    #expect(code { $0.contract.lines = [] } == .factsIncomplete)
    #expect(code { $0.contract.lines[0].unitFee = nil } == .factsIncomplete)
    #expect(code { $0.lines = [] } == .factsIncomplete)
    #expect(
      code { $0.hold = HoldFacts(lines: [HoldFacts.Line(lineNumber: 1, referral: .uncertain)]) }
        == .factsIncomplete)
  }

  @Test("A benefit row for another provider role is no benefit row")
  func rowOfOtherRole() {
    #expect(
      code { $0.coverage.lines[0].benefits[0].providerRole = .specialist } == .factsIncomplete)
  }

  @Test("Facts that forbid payment are never paid for want of a reason")
  func contradictions() {
    #expect(code { $0.coverage.lines[0].benefits[0].isCovered = false } == .factsContradict)
    #expect(code { $0.contract.lines[0].status = .billingExcluded } == .factsContradict)
    #expect(code { $0.contract.lines[0].status = .renderingExcluded } == .factsContradict)
    #expect(
      code {
        $0.contract.lines[0].feeMethod = .capitated
        $0.contract.lines[0].status = .ended
      } == .factsContradict)
    #expect(
      code { $0.hold = HoldFacts(lines: [HoldFacts.Line(lineNumber: 1, authorization: .held)]) }
        == .factsContradict)
    #expect(code { $0.lines.append($0.lines[0]) } == .factsContradict)
    #expect(code { $0.coverage.lines.append($0.coverage.lines[0]) } == .factsContradict)
    #expect(code { $0.lines[0].lineNumber = 0 } == .factsContradict)
  }

  @Test("A withhold of less than nothing or more than all is refused; a denied line does not mind")
  func withhold() {
    for share in [Int32.min, -1, 10_001, .max] {
      #expect(
        code { $0.contract.lines[0].withhold = BasisPoints(share) } == .amountOutOfRange)
      #expect(
        code {
          $0.contract.lines[0].withhold = BasisPoints(share)
          $0.reasons[1] = [.duplicate]
        } == nil)
    }
    #expect(code { $0.contract.lines[0].withhold = .whole } == nil)
  }

  @Test("Amounts at the ends of 64 bits are refused and never trap")
  func extremes() {
    for cents in [Int64.min, -1, Money.limit.cents + 1, .max] {
      let amount = Money(cents: cents)
      #expect(code { $0.lines[0].charge = amount } == .amountOutOfRange)
      #expect(code { $0.contract.lines[0].unitFee = amount } == .amountOutOfRange)
      #expect(code { $0.coverage.lines[0].benefits[0].copay = amount } == .amountOutOfRange)
      #expect(
        code { $0.coverage.lines[0].product?.outOfPocketFamily = amount } == .amountOutOfRange)
      #expect(
        code { $0.coverage.lines[0].product?.deductibleIndividual = amount } == .amountOutOfRange)
      #expect(
        code { $0.balances[ClaimFixture(line).key(.family, .deductible)] = amount }
          == .amountOutOfRange)
    }
    for thousandths in [Int64.min, -1, Quantity.limit.thousandths + 1, .max] {
      let quantity = Quantity(thousandths: thousandths)
      #expect(code { $0.lines[0].quantity = quantity } == .amountOutOfRange)
      #expect(
        code {
          $0.hold = HoldFacts(lines: [
            HoldFacts.Line(lineNumber: 1, authorization: .held, held: quantity)
          ])
        } != nil)
    }
    for rate in [Int32.min, -1, 10_001, .max] {
      #expect(
        code { $0.coverage.lines[0].benefits[0].coinsurance = BasisPoints(rate) }
          == .amountOutOfRange)
    }
  }

  @Test("The largest fee is paid once, and times the most units it is refused")
  func largestPrice() throws {
    let line = LineFixture(Money.limit.cents, fee: Money.limit.cents)
    #expect(try ClaimFixture(line).decide().paid == .limit)
    #expect(code(ClaimFixture(line.with { $0.units = .limit }).input) == .amountOutOfRange)
  }

  @Test("The most lines add up without loss as far as any total is accepted, and no further")
  func mostLines() throws {
    let cents = Money.limit.cents / 999
    let line = LineFixture(cents, fee: cents).coinsurance(5000)
    let claim = ClaimFixture(Array(repeating: line, count: Adjudication.linesMax)).with {
      $0.terms.outOfPocketIndividual = .limit
      $0.terms.outOfPocketFamily = .limit
    }
    let decision = try claim.decide()
    #expect(decision.charge.cents == 999 * cents)
    #expect(decision.patientShare + decision.paid == decision.charge)
    let above = LineFixture(cents + 1000, fee: cents + 1000)
    #expect(code(ClaimFixture(Array(repeating: above, count: 999)).input) == .amountOutOfRange)
    let dear = LineFixture(1, fee: cents + 1000).with { $0.isLesserOf = false }
    #expect(code(ClaimFixture(Array(repeating: dear, count: 999)).input) == .amountOutOfRange)
    #expect(code(ClaimFixture(Array(repeating: line, count: 1000)).input) == .factsIncomplete)
  }

  @Test("A refusal names the line and no value of the claim")
  func refusalNamesLine() {
    var input = ClaimFixture(line, line).input
    input.contract.lines[1].unitFee = nil
    do {
      _ = try Adjudication.evaluate(input)
      Issue.record("the claim was decided")
    } catch {
      #expect(error.message == "line 2: the contract gives no fee")
      #expect(error.code.rawValue == "FACTS_INCOMPLETE")
    }
  }
}
