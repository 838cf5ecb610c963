import Domain
import PaymentRules
import Testing

@Suite("Behind another payer")
struct CoordinationTests {
  private let line = LineFixture(20_000, fee: 14_000).copay(2_500).paidBefore(12_000, left: 3_000)

  private func printed(_ claim: ClaimFixture) throws -> [String] {
    try claim.decide().lines.map(\.printed)
  }

  @Test("COB-4: the last payer's rest is all that can be paid, and its write-off is not repeated")
  func patientBalance() throws {
    let decision = try ClaimFixture(line).second().decide()
    #expect(decision.lines.map(\.printed) == ["OA-23 170.00 -> 30.00"])
    #expect(decision.lines.map(\.allowed.cents) == [14_000])
    let nothingPaid = LineFixture(20_000, fee: 14_000).paidBefore(0, left: 20_000)
    #expect(try printed(ClaimFixture(nothingPaid).second()) == ["PR-275 60.00 -> 140.00"])
    let nothingLeft = LineFixture(20_000, fee: 14_000).paidBefore(15_000, left: 0)
    #expect(try printed(ClaimFixture(nothingLeft).second()) == ["OA-23 200.00 -> 0.00"])
  }

  @Test("COB-4: a fee above the charge is no reason to raise the payment behind another payer")
  func noHigherFee() throws {
    let higher = LineFixture(8_000, fee: 11_000).paidBefore(5_000, left: 3_000)
      .with { $0.isLesserOf = false }
    #expect(try printed(ClaimFixture(higher).second()) == ["OA-23 50.00 -> 30.00"])
  }

  @Test(
    "COB-5: units beyond those held take the same share of what was left, with their quantity",
    arguments: [
      (2, "CO-198 15.00; OA-23 170.00 -> 15.00"), (3, "CO-198 7.50; OA-23 170.00 -> 22.50"),
    ]
  )
  func cutBack(held: Int, expected: String) throws {
    let cut = LineFixture(20_000, fee: 14_000).paidBefore(12_000, left: 3_000).units(4).with {
      $0.hold = HoldFacts.Line(
        lineNumber: 1, authorization: .held, held: Quantity(units: held))
    }
    let decision = try ClaimFixture(cut).second().decide()
    #expect(decision.lines.map(\.printed) == [expected])
    #expect(decision.lines[0].adjustments[0].quantity == Quantity(units: 4 - held))
    #expect(decision.lines[0].unitsTaken == Quantity(units: held))
  }

  @Test(
    "COB-6: each method pays its most, and never more than what is left",
    arguments: [
      (.standard, 0, 20_000, "PR-275 85.00 -> 115.00"),
      (.standard, 10_000, 3_000, "OA-23 170.00 -> 30.00"),
      (.nonDuplication, 10_000, 3_000, "OA-23 170.00; PR-275 15.00 -> 15.00"),
      (.nonDuplication, 12_000, 3_000, "OA-23 170.00; PR-275 30.00 -> 0.00"),
      (.medicaidLesser, 12_000, 3_000, "OA-23 170.00; PR-275 10.00 -> 20.00"),
      (.medicaidLesser, 15_000, 3_000, "OA-23 170.00; PR-275 30.00 -> 0.00"),
    ] as [(CoordinationMethod, Int64, Int64, String)])
  func methods(method: CoordinationMethod, paid: Int64, left: Int64, expected: String) throws {
    let claim = ClaimFixture(line.paidBefore(paid, left: left)).second(method)
    #expect(try printed(claim) == [expected])
  }

  @Test(
    "COB-6: what would be paid alone is seen on the running amounts as they stand, line by line")
  func runningAmounts() throws {
    let line = LineFixture(20_000, fee: 10_000).deductible().paidBefore(0, left: 20_000)
    let decision = try ClaimFixture(line, line).deductibleLeft(15_000).second().decide()
    #expect(decision.lines.map(\.paid.cents) == [0, 5_000])
    #expect(decision.postings.isEmpty)
  }

  @Test(
    "COB-7: what is left unpaid is the patient's, and nobody's in Medicaid and under capitation")
  func unpaid() throws {
    let claim = ClaimFixture(line.paidBefore(12_000, left: 3_000)).second(.nonDuplication)
    #expect(try printed(claim) == ["OA-23 170.00; PR-275 30.00 -> 0.00"])
    let medicaid = claim.business(.medicaid)
    #expect(try printed(medicaid) == ["CO-45 30.00; OA-23 170.00 -> 0.00"])
    let beneficiary = medicaid.with { $0.isQualifiedMedicareBeneficiary = true }
    #expect(try printed(beneficiary) == ["CO-303 30.00; OA-23 170.00 -> 0.00"])
    for business in LineOfBusiness.allCases {
      let capitated = ClaimFixture(line.capitated()).business(business).second()
      #expect(try printed(capitated) == ["CO-24 30.00; OA-23 170.00 -> 0.00"])
    }
  }

  @Test("COB-7: no share is asked for, nothing runs up and the visit keeps its copay")
  func noShare() throws {
    let decision = try ClaimFixture(line).second().decide()
    #expect(decision.postings.isEmpty && decision.copayVisitsTaken.isEmpty)
    #expect(decision.patientShare == .zero)
    let left = try ClaimFixture(line).second(.nonDuplication).decide()
    #expect(left.patientShare.cents == 3_000 && left.postings.isEmpty)
  }

  @Test("COB-7: a contract that would take the whole charge is for a person")
  func wholeCharge() throws {
    let line = LineFixture(20_000, fee: 14_000).deductible().paidBefore(0, left: 20_000)
    let claim = ClaimFixture(line).business(.medicaid).second()
    let error = #expect(throws: AdjudicationError.self) { try claim.decide() }
    #expect(error?.code == .allowedZero)
  }

  @Test("COB-7: a withhold behind another payer is a share of what is paid, whatever its basis")
  func withhold() throws {
    for basis in ContractFacts.WithholdBasis.allCases {
      let claim = ClaimFixture(line.withholding(1_000, of: basis)).second()
      #expect(try printed(claim) == ["CO-104 3.00; OA-23 170.00 -> 27.00"])
    }
  }

  @Test("STATUS-1: the claim says in which place it was decided, also when every line is denied")
  func status() throws {
    for (position, status) in [(2, 2), (3, 3), (4, 3)] {
      let claim = ClaimFixture(line).second().with { $0.position = position }
      #expect(try claim.decide().claimStatusCode == status)
    }
    let denied = ClaimFixture(line.denied(.duplicate)).second()
    #expect(try denied.decide().claimStatusCode == 2)
    #expect(try ClaimFixture(LineFixture(100, fee: 100)).decide().claimStatusCode == 1)
  }

  @Test(
    "DENY-1: without the other payer's decision the charge is the provider's or, uncontracted, OA")
  func deniedGroup() throws {
    for (status, group) in [
      (.inNetwork, "CO"), (.outOfNetwork, "OA"), (.ended, "OA"),
    ] as [(ContractFacts.Line.Status, String)] {
      for (reason, remark) in [(.otherPayerFirst, "MA04"), (.otherPayerUnclear, "N4")]
        as [(Reason, String)]
      {
        let line = LineFixture(20_000).denied(reason).with { $0.status = status }
        #expect(try printed(ClaimFixture(line)) == ["\(group)-22 200.00 -> 0.00 \(remark)"])
      }
    }
  }

  @Test("Amounts that no payer can have decided are refused")
  func refusals() {
    let wrong: [(PriorPayment, AdjudicationError.Code)] = [
      (PriorPayment(paid: Money(cents: -1), patientShare: .zero), .amountOutOfRange),
      (PriorPayment(paid: .zero, patientShare: Money(cents: -1)), .amountOutOfRange),
      (
        PriorPayment(paid: Money(cents: 15_000), patientShare: Money(cents: 5_001)),
        .factsContradict
      ),
    ]
    for (prior, code) in wrong {
      let claim = ClaimFixture(line.with { $0.prior = prior }).second()
      #expect(throws: AdjudicationError.self) { try claim.decide() }
      #expect(code == refusal(claim))
    }
    #expect(refusal(ClaimFixture(line)) == .factsContradict)
    #expect(refusal(ClaimFixture(LineFixture(20_000, fee: 14_000)).second()) == .factsContradict)
  }

  private func refusal(_ claim: ClaimFixture) -> AdjudicationError.Code? {
    do throws(AdjudicationError) {
      _ = try claim.decide()
      return nil
    } catch {
      return error.code
    }
  }
}
