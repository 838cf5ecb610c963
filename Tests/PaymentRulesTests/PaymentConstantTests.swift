import Domain
import PaymentRules
import Testing

@Suite("What payment's rules apply where neither a contract nor a table says otherwise")
struct PaymentConstantTests {
  /// A constant that is another, and a claim that it decides.
  private struct Change {
    let name: String
    let claim: ClaimFixture
    let set: @Sendable (inout PaymentConstants) -> Void

    init(
      _ name: String, _ claim: ClaimFixture,
      _ set: @escaping @Sendable (inout PaymentConstants) -> Void
    ) {
      (self.name, self.claim, self.set) = (name, claim, set)
    }
  }

  private static func modified(_ modifier: String) -> ClaimFixture {
    ClaimFixture(LineFixture(90_000, fee: 10_000).modified(modifier))
  }

  private static let shared = LineFixture(18_500, fee: 11_000).copay(2_500).deductible()
    .coinsurance(2_000)

  private static var changes: [Change] {
    [
      Change("PRICE-6: both sides", modified("50")) { $0.bothSides = BasisPoints(14_000) },
      Change("PRICE-6: two surgeons", modified("62")) { $0.twoSurgeons = BasisPoints(6_000) },
      Change("PRICE-6: an assistant", modified("80")) { $0.assistant = BasisPoints(2_000) },
      Change("PRICE-6: an assistant who is no physician", modified("AS")) {
        $0.assistantNotPhysician = BasisPoints(1_600)
      },
      Change(
        "PRICE-7: a further procedure",
        ClaimFixture(
          [30_000, 20_000].map { fee in
            LineFixture(90_000, fee: fee).with { $0.isMultipleProcedure = true }
          })
      ) { $0.furtherProcedure = BasisPoints(2_500) },
      Change("SHARE-1: the copay comes first", ClaimFixture(shared)) {
        $0.shareOrder = [.deductible, .copay, .coinsurance]
      },
      Change(
        "SHARE-5: coinsurance is cut first",
        ClaimFixture(shared).deductibleLeft(0).outOfPocketLeft(3_000)
      ) { $0.limitOrder = [.copay, .coinsurance, .deductible] },
      Change(
        "MSP-2: a payment before meets the deductible first",
        ClaimFixture(
          LineFixture(15_000, fee: 10_000).deductible().coinsurance(2_000)
            .paidBefore(4_000, left: 11_000)
        ).deductibleLeft(5_000).business(.medicareAdvantage).second()
      ) { $0.medicareOrder = [.coinsurance, .deductible, .copay] },
      Change(
        "SEQ-3: sequestration is a share of the payment",
        ClaimFixture(LineFixture(18_500, fee: 11_000).copay(2_500).passThrough())
          .business(.medicareAdvantage)
      ) { $0.sequestrationBasis = .allowed },
    ]
  }

  @Test("PRICE, SHARE, MSP and SEQ: each constant decides a claim, so that another is seen")
  func constants() throws {
    for change in Self.changes {
      var input = change.claim.input
      let decided = try Adjudication.evaluate(input)
      #expect(try decided == change.claim.decide())
      change.set(&input.constants)
      let other = try Adjudication.evaluate(input)
      #expect(other.lines != decided.lines, "\(change.name)")
      for line in other.lines {
        #expect(
          LineLaws.violation(of: line, isSecond: change.claim.position > 1) == nil,
          "\(change.name)")
      }
    }
  }

  @Test("INTEREST-2: a year of other days makes other interest")
  func daysOfYear() {
    let rate = InterestRate(
      state: "", lineOfBusiness: .commercialGroup, isContracted: true,
      from: LineFixture.day("2026-01-01"), days: 30, thousandths: 15_000)
    var constants = PaymentConstants.standard
    let amounts = [Int64(365), 360].map { days -> Money? in
      constants.daysOfYear = days
      return Interest(
        on: Money(cents: 850_000), received: LineFixture.day("2026-03-01"),
        paid: LineFixture.day("2026-04-20"), at: rate, constants)?.amount
    }
    #expect(amounts == [Money(cents: 6_986), Money(cents: 7_083)])
  }
}
