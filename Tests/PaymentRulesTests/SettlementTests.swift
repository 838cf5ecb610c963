import Domain
import PaymentRules
import Testing

@Suite("Settlements after the year")
struct SettlementTests {
  private let terms = RiskTerms(
    minimum: BasisPoints(200), share: BasisPoints(5_000), quality: BasisPoints(9_200),
    cap: BasisPoints(1_000))
  private let budget = Money(cents: 360_000_000)

  private func settle(_ actual: Int64) -> RiskSettlement {
    RiskSettlement(budget: budget, actual: Money(cents: actual), terms: terms)
  }

  private func printed(_ posting: LedgerPosting) -> [String] {
    posting.entries.map { "\($0.account.rawValue) \($0.amount)" }
  }

  @Test("SETTLE-1: the worked gain is shared, lowered by quality")
  func gain() {
    let settlement = settle(342_000_000)
    #expect(settlement.gain.cents == 18_000_000)
    #expect(settlement.bonus.cents == 8_280_000)
    #expect(settlement.deficit == .zero)
  }

  @Test("SETTLE-1: the worked loss is shared without quality")
  func loss() {
    let settlement = settle(370_000_000)
    #expect(settlement.gain.cents == -10_000_000)
    #expect(settlement.deficit.cents == 5_000_000)
    #expect(settlement.bonus == .zero)
  }

  @Test(
    "SETTLE-1: what does not reach the minimum is not shared, what does is shared whole",
    arguments: [
      (356_000_000, 0, 0), (352_800_001, 0, 0), (352_800_000, 3_312_000, 0),
      (367_199_999, 0, 0), (367_200_000, 0, 3_600_000), (360_000_000, 0, 0),
    ] as [(Int64, Int64, Int64)])
  func minimum(actual: Int64, bonus: Int64, deficit: Int64) {
    #expect(settle(actual).bonus.cents == bonus)
    #expect(settle(actual).deficit.cents == deficit)
  }

  @Test("SETTLE-1: the cap holds both ways, and nothing is shared without gain or budget")
  func cap() {
    #expect(settle(0).bonus.cents == 36_000_000)
    #expect(settle(Money.limit.cents).deficit.cents == 36_000_000)
    let free = RiskTerms(minimum: .zero, share: .whole, quality: .whole, cap: .whole)
    let even = RiskSettlement(budget: .zero, actual: .zero, terms: free)
    #expect(even.bonus == .zero && even.deficit == .zero)
  }

  @Test("WITHHOLD-4: the worked pool is divided, and the pool is nothing then")
  func pool() {
    let settlement = WithholdSettlement(of: Money(cents: 2_250), returned: BasisPoints(6_000))
    #expect(settlement.released.cents == 1_350 && settlement.forfeited.cents == 900)
    #expect(settlement.total.cents == 2_250 && settlement.due.cents == 1_350)
    #expect(
      printed(SettlementLedger.withhold(settlement))
        == ["accounts_payable -13.50", "withhold_pool 22.50", "withhold_forfeited -9.00"])
  }

  @Test(
    "WITHHOLD-4: no cent is lost in a division", arguments: [0, 1, 3_333, 5_000, 9_999, 10_000])
  func everyCent(returned: Int32) {
    for cents in Int64(1)...200 {
      let settlement = WithholdSettlement(
        of: Money(cents: cents), returned: BasisPoints(returned))
      #expect(settlement.total.cents == cents)
      #expect(settlement.released >= .zero && settlement.forfeited >= .zero)
    }
  }

  @Test(
    "WITHHOLD-5: what is taken back goes the way it came, and what the plan lacks the payee owes",
    arguments: [
      (2_250, 1_350, 900, -1_350, -900, 0), (1_000, 1_350, 900, -600, -400, 0),
      (2_250, 2_000, 250, -2_000, -250, 0), (2_250, 1_000, 250, -1_000, -250, -1_000),
    ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
  func takenBack(
    shortage: Int64, released: Int64, forfeited: Int64, back: Int64, up: Int64, applied: Int64
  ) {
    let settlement = WithholdSettlement(
      takingBack: Money(cents: shortage),
      from: WithholdSettlement.Settled(
        released: Money(cents: released), forfeited: Money(cents: forfeited),
        returned: BasisPoints(6_000)))
    #expect(settlement.released.cents == back)
    #expect(settlement.forfeited.cents == up)
    #expect(settlement.applied.cents == applied)
    #expect(settlement.total.cents == -shortage)
  }

  @Test("LEDGER-5: a bonus is an expense, and a loss lowers it, from the pool first")
  func ledger() {
    let bonus = SettlementLedger.risk(
      bonus: Money(cents: 8_280_000), fromPool: .zero, owed: .zero)
    #expect(
      printed(bonus) == ["accounts_payable -82800.00", "settlement_expense 82800.00"])
    let loss = SettlementLedger.risk(
      bonus: .zero, fromPool: Money(cents: 2_250), owed: Money(cents: 4_997_750))
    #expect(
      printed(loss) == [
        "accounts_payable 49977.50", "withhold_pool 22.50", "settlement_expense -50000.00",
      ])
    let remittance = RemittanceLedger.posting(
      claimsPaid: .zero, interest: .zero, adjusted: Money(cents: -1_350),
      payment: Money(cents: 1_350))
    #expect(printed(remittance) == ["accounts_payable 13.50", "cash -13.50"])
  }
}
