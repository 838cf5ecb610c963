import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC
import Storage
import Testing

@Suite("What is settled beside claims is paid by runs")
struct SettlementTests {
  /// A store with parties, in which 22.50 of a claim of 2026 is withheld.
  private func fixture() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    _ = try await payment.decide(withheld("C1").message)
    return payment
  }

  private func withheld(_ claimID: String) -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.charge = 28_000
      $0.fee = 20_000
      $0.benefit.copay = Money(cents: 5_000)
      $0.withhold = BasisPoints(1_500)
    }
  }

  @Test("WITHHOLD-4 and ADJUST-1: a release is paid without a claim, and the pool is nothing")
  func release() async throws {
    let payment = try await fixture()
    _ = try await payment.close("close-1")
    let settled = try await payment.settleWithhold()
    #expect(settled.settlements.map { $0.released?.cents } == [1_350])
    #expect(settled.settlements.map { $0.forfeited?.cents } == [900])
    let run = try await payment.close("close-2", at: 300)
    #expect((run.remittances, run.claims, run.payment?.cents) == (1, 0, 1_350))
    #expect(
      try await payment.printed("R000000002") == ["P000000002 0 E3 -1350 2026 K1 -> 1350"])
    #expect(
      try await payment.accounts() == [
        "claims_expense": 15_000, "accounts_payable": 0, "cash": -14_100, "withhold_pool": 0,
        "withhold_forfeited": -900,
      ])
    #expect(try await payment.violations() == [])
    #expect(try await payment.close("close-3", at: 301).remittances == 0)
  }

  @Test("WITHHOLD-4: a settlement is made once, and after the year alone")
  func once() async throws {
    let payment = try await fixture()
    let open = await #expect(throws: RPCError.self) {
      try await payment.settleWithhold { $0.settledAt = Instant(startOf: .lastOf2026).message }
    }
    #expect(open?.reason == "YEAR_NOT_ENDED")
    let first = try await payment.settleWithhold()
    #expect(try await payment.settleWithhold() == first)
    #expect(try await payment.settleWithhold { $0.requestID = "again" }.settlements == [])
    let other = await #expect(throws: RPCError.self) {
      try await payment.settleWithhold { $0.returnedBasisPoints = 5_000 }
    }
    #expect(other?.reason == "KEY_REUSED")
    #expect(try await payment.violations() == [])
  }

  @Test("WITHHOLD-5: a claim that is taken back after the settlement leaves no pool below nothing")
  func reversalAfterwards() async throws {
    let payment = try await fixture()
    _ = try await payment.settleWithhold()
    _ = try await payment.close("close-1", at: 300)
    _ = try await payment.takeBack(ReversalMessage())
    #expect(try await payment.violations() == [])
    _ = try await payment.close("close-2", at: 301)
    #expect(
      try await payment.printed("R000000001") == ["P000000001 12750 E3 -1350 2026 K1 -> 14100"])
    #expect(
      try await payment.printed("R000000002")
        == ["P000000002 -12750 E3 1350 2026 K1 FB -14100 P000000002 -> 0"])
    let accounts = try await payment.accounts()
    #expect(accounts["withhold_pool"] == 0 && accounts["withhold_forfeited"] == 0)
    #expect(accounts["claims_expense"] == 0 && accounts["provider_receivable"] == 14_100)
    #expect(try await payment.violations() == [])
  }

  @Test("SETTLE-2: a bonus is queued as BN and paid once")
  func bonus() async throws {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    let answer = try await payment.settleRisk()
    #expect(answer.budget?.cents == 360_000_000 && answer.bonus?.cents == 8_280_000)
    #expect(try await payment.settleRisk() == answer)
    let again = await #expect(throws: RPCError.self) {
      try await payment.settleRisk { $0.requestID = "again" }
    }
    #expect(again?.reason == "SETTLED_ALREADY")
    _ = try await payment.close("close-1", at: 300)
    #expect(
      try await payment.printed("R000000001")
        == ["P000000001 0 BN -8280000 2026 K1 -> 8280000"])
    #expect(
      try await payment.accounts()
        == ["accounts_payable": 0, "cash": -8_280_000, "settlement_expense": 8_280_000])
    #expect(try await payment.violations() == [])
  }

  @Test("SETTLE-2: a loss is taken from the pool first, and the rest is carried as a balance")
  func loss() async throws {
    let payment = try await fixture()
    let answer = try await payment.settleRisk { $0.actual = Money(cents: 370_000_000).message }
    #expect(answer.recoveredFromPool?.cents == 2_250 && answer.owed?.cents == 4_997_750)
    _ = try await payment.close("close-1", at: 300)
    #expect(
      try await payment.printed("R000000001")
        == ["P000000001 12750 CS 4997750 2026 K1 FB -4985000 P000000001 -> 0"])
    #expect(try await payment.settleWithhold().settlements == [])
    #expect(
      try await payment.accounts() == [
        "claims_expense": 15_000, "accounts_payable": 0, "withhold_pool": 0,
        "settlement_expense": -5_000_000, "provider_receivable": 4_985_000,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("SETTLE-2: what does not reach the minimum is settled with nothing")
  func nothing() async throws {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    let answer = try await payment.settleRisk { $0.actual = Money(cents: 356_000_000).message }
    #expect(answer.gain?.cents == 4_000_000)
    #expect(answer.bonus?.cents == 0 && answer.owed?.cents == 0)
    #expect(try await payment.close("close-1", at: 300).remittances == 0)
    #expect(try await payment.violations() == [])
  }

  @Test("SETTLE-1: a field that cannot be is refused by its name")
  func wrongFields() async throws {
    let payment = try PaymentFixture()
    let changes: [(inout PaymentV1.SettleRiskRequest) -> Void] = [
      { $0.npi = "1" }, { $0.tin = "1" }, { $0.year = 1 }, { $0.memberMonths = -1 },
      { $0.memberMonths = .max }, { $0.memberMonths = 1_000_000_000 }, { $0.actual = nil },
      { $0.actual = .with { $0.cents = .min } }, { $0.capBasisPoints = 10_001 },
      { $0.budgetPerMemberMonth = .with { $0.cents = .max } }, { $0.contractID = "" },
    ]
    for (number, change) in changes.enumerated() {
      let error = await #expect(throws: RPCError.self) { try await payment.settleRisk(change) }
      #expect(error?.reason == "FIELD_INVALID", "\(number)")
    }
  }

  @Test(
    "ADJUST-1 and LEDGER-5: every planted fault of money beside claims is found",
    arguments: [
      ("PAY-ADJUSTMENT", "DELETE FROM remittance_adjustment"),
      (
        "PAY-ADJUSTMENT",
        "INSERT INTO unremitted_adjustment SELECT billing_npi, billing_tin, 1, NULL FROM remittance"
      ),
      ("PAY-ADJUSTMENT", "UPDATE provider_adjustment SET amount = amount + 1"),
      ("PAY-ADJUSTMENT", "UPDATE provider_adjustment SET billing_tin = '999999999'"),
      ("PAY-ADJUSTMENT", "UPDATE remittance SET adjusted = 0"),
      ("PAY-LEDGER", "DELETE FROM settlement_entry"),
      ("PAY-LEDGER", "UPDATE settlement_entry SET account = 'cash' WHERE amount = -1350"),
      ("PAY-WITHHOLD", "UPDATE withhold_settlement SET released = released + 1"),
      ("PAY-WITHHOLD", "UPDATE withhold_settlement SET year = 2025"),
    ] as [(String, SQL)])
  func findsFault(invariant: String, statement: SQL) async throws {
    let payment = try await fixture()
    _ = try await payment.settleWithhold()
    _ = try await payment.close("close-1", at: 300)
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    #expect(try await payment.violations().contains { $0.invariant == invariant })
  }

  @Test(
    "SETTLE-2: a settled loss that is not what was answered or queued is found",
    arguments: [
      ("PAY-ADJUSTMENT", "DELETE FROM risk_settlement"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET budget = budget + 1"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET actual = actual + 1"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET bonus = 1"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET deficit = deficit - 1"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET year = 2025"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET contract_id = 'K2'"),
      ("PAY-ADJUSTMENT", "UPDATE risk_settlement SET billing_tin = '999999999'"),
      ("PAY-WITHHOLD", "UPDATE withhold_settlement SET billing_tin = '999999999'"),
      ("PAY-ANSWER", "DELETE FROM step_answer WHERE key LIKE 'risk/%'"),
    ] as [(String, SQL)])
  func findsFaultOfLoss(invariant: String, statement: SQL) async throws {
    let payment = try await fixture()
    _ = try await payment.settleRisk { $0.actual = Money(cents: 370_000_000).message }
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    #expect(try await payment.violations().contains { $0.invariant == invariant })
  }
}

extension Day {
  fileprivate static let lastOf2026 = ClaimMessage.planYearStart.adding(days: 364)
  fileprivate static let firstOf2027 = ClaimMessage.planYearStart.adding(days: 365)
}

extension PaymentFixture {
  /// Settles the pool of contract K1 in 2026, of which 60 % go back.
  func settleWithhold(
    _ change: (inout PaymentV1.SettleWithholdRequest) -> Void = { _ in }
  ) async throws -> PaymentV1.SettleWithholdResponse {
    var request = PaymentV1.SettleWithholdRequest.with {
      $0.requestID = "settle-1"
      $0.contractID = "K1"
      $0.year = 2026
      $0.returnedBasisPoints = 6_000
      $0.settledAt = Instant(startOf: .firstOf2027).message
    }
    change(&request)
    return try await PaymentAdministrationHandler(store: store)
      .settleWithhold(request, context: context)
  }

  /// Settles the risk of contract K1 in 2026: the worked gain, unless it is changed.
  func settleRisk(
    _ change: (inout PaymentV1.SettleRiskRequest) -> Void = { _ in }
  ) async throws -> PaymentV1.SettleRiskResponse {
    var request = PaymentV1.SettleRiskRequest.with {
      $0.requestID = "risk-1"
      $0.contractID = "K1"
      $0.year = 2026
      $0.npi = "1234567893"
      $0.tin = "123456789"
      $0.budgetPerMemberMonth = Money(cents: 30_000).message
      $0.memberMonths = 12_000
      $0.actual = Money(cents: 342_000_000).message
      $0.minimumBasisPoints = 200
      $0.shareBasisPoints = 5_000
      $0.qualityBasisPoints = 9_200
      $0.capBasisPoints = 1_000
      $0.settledAt = Instant(startOf: .firstOf2027).message
    }
    change(&request)
    return try await PaymentAdministrationHandler(store: store)
      .settleRisk(request, context: context)
  }
}
