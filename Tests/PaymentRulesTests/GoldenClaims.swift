import Domain
import PaymentRules

/// The worked cases that payment decides, with the figures that must come out.
struct GoldenClaim: Sendable, CustomStringConvertible {
  let id: String
  let claim: ClaimFixture
  let expected: [String]

  var description: String { id }

  init(_ id: String, _ claim: ClaimFixture, _ expected: String...) {
    self.id = id
    self.claim = claim
    self.expected = expected
  }

  static let all: [GoldenClaim] = prices + shares + reductions + denials + secondPlace

  private static let secondLine = LineFixture(20_000, fee: 14_000).copay(2_500)
    .paidBefore(12_000, left: 3_000)

  static let secondPlace: [GoldenClaim] = [
    GoldenClaim("G34a", ClaimFixture(secondLine).second(), "OA-23 170.00 -> 30.00"),
    GoldenClaim(
      "G34b", ClaimFixture(secondLine).second(.nonDuplication),
      "OA-23 170.00; PR-275 30.00 -> 0.00"),
    GoldenClaim(
      "G35",
      ClaimFixture(
        LineFixture(17_500, fee: 12_500).deductible().coinsurance(2_000)
          .paidBefore(12_000, left: 5_500, allowed: 15_000).with { $0.status = .outOfNetwork }
      ).business(.medicareAdvantage).deductibleLeft(0).second(),
      "CO-45 25.00; CO-253 0.60; OA-23 120.00 -> 29.40"),
    GoldenClaim(
      "G62",
      ClaimFixture(LineFixture(20_000, fee: 13_000).paidBefore(12_000, left: 3_000))
        .business(.medicaid).second(.medicaidLesser), "CO-45 20.00; OA-23 170.00 -> 10.00"),
  ]

  static let prices: [GoldenClaim] = [
    GoldenClaim(
      "G01", ClaimFixture(LineFixture(18500, fee: 11000).copay(2500)),
      "CO-45 75.00; PR-3 25.00 -> 85.00"),
    GoldenClaim(
      "G13a", ClaimFixture(LineFixture(18500, fee: 11000).capitated()), "CO-24 185.00 -> 0.00"),
    GoldenClaim(
      "G13b", ClaimFixture(LineFixture(18500, fee: 11000).capitated().copay(2500)),
      "CO-24 160.00; PR-3 25.00 -> 0.00"),
    GoldenClaim(
      "G14",
      ClaimFixture(LineFixture(18500).capitated().copay(2500), LineFixture(4000, fee: 2850)),
      "CO-24 160.00; PR-3 25.00 -> 0.00", "CO-45 11.50 -> 28.50"),
    GoldenClaim(
      "G21",
      ClaimFixture(LineFixture(180_000, fee: 95_000).copay(30_000).without(.qualifyingPayment)),
      "CO-45 850.00; PR-3 300.00 -> 650.00 N864 N869 N877"),
    GoldenClaim(
      "G24", ClaimFixture(LineFixture(70_000, fee: 50_000).copay(5_000).letter()),
      "CO-131 200.00; PR-3 50.00 -> 450.00"),
    GoldenClaim(
      "G63",
      ClaimFixture(
        LineFixture(180_000, fee: 95_000).copay(30_000).without(.qualifyingPayment)
          .with { $0.status = .ended }), "CO-45 850.00; PR-3 300.00 -> 650.00 N864 N869 N877"),
    GoldenClaim(
      "G18",
      ClaimFixture(
        LineFixture(24000, fee: 3000).units(4).with {
          $0.hold = HoldFacts.Line(
            lineNumber: 1, authorization: .held, authorizationNumber: "A1", authorizationLine: 1,
            held: Quantity(units: 2))
        }), "CO-198 120.00; CO-45 60.00 -> 60.00"),
    GoldenClaim(
      "G37",
      ClaimFixture(LineFixture(18500).copay(2500).with { $0.method = .salary }),
      "CO-24 160.00; PR-3 25.00 -> 0.00"),
    GoldenClaim(
      "G46a", ClaimFixture(LineFixture(8000, fee: 11000).copay(2500)), "PR-3 25.00 -> 55.00"),
    GoldenClaim(
      "G46b",
      ClaimFixture(LineFixture(8000, fee: 11000).copay(2500).with { $0.isLesserOf = false }),
      "CO-94 -30.00; PR-3 25.00 -> 85.00"),
    GoldenClaim(
      "G55", ClaimFixture(LineFixture(18500, fee: 6215)).business(.medicaid),
      "CO-45 122.85 -> 62.15"),
    GoldenClaim(
      "G56",
      ClaimFixture(
        LineFixture(25000, fee: 12536).copay(5000).with { $0.method = .percentOfSchedule }),
      "CO-45 124.64; PR-3 50.00 -> 75.36"),
    GoldenClaim(
      "G57", ClaimFixture(LineFixture(18000, fee: 3015).units(3).coinsurance(2000)),
      "CO-45 89.55; PR-2 18.09 -> 72.36"),
  ]

  static let shares: [GoldenClaim] = [
    GoldenClaim(
      "G02",
      ClaimFixture(LineFixture(120_000, fee: 80_000).deductible().coinsurance(2000))
        .deductibleLeft(30_000), "CO-45 400.00; PR-1 300.00; PR-2 100.00 -> 400.00"),
    GoldenClaim(
      "G03",
      ClaimFixture(LineFixture(50_000, fee: 33_333).deductible().coinsurance(2000))
        .deductibleLeft(0), "CO-45 166.67; PR-2 66.67 -> 266.66"),
    GoldenClaim(
      "G04",
      ClaimFixture(
        LineFixture(50_000, fee: 40_000).coinsurance(2000),
        LineFixture(75_000, fee: 60_000).coinsurance(2000)
      ).outOfPocketLeft(15_000),
      "CO-45 100.00; PR-2 80.00 -> 320.00", "CO-45 150.00; PR-2 70.00 -> 530.00 N919"),
    GoldenClaim(
      "G05",
      ClaimFixture(LineFixture(65_000, fee: 50_000).coinsurance(2000))
        .outOfPocketLeft(90_000, family: 4_000), "CO-45 150.00; PR-2 40.00 -> 460.00 N919"),
    GoldenClaim(
      "G33",
      ClaimFixture(
        LineFixture(25_000, fee: 18_000).copay(2500).with { $0.benefit.isPreventive = true },
        LineFixture(18_500, fee: 11_000).copay(2500)),
      "CO-45 70.00 -> 180.00", "CO-45 75.00; PR-3 25.00 -> 85.00"),
    GoldenClaim(
      "G49", ClaimFixture(LineFixture(4000, fee: 1840).copay(2500)),
      "CO-45 21.60; PR-3 18.40 -> 0.00"),
    GoldenClaim(
      "G65",
      ClaimFixture(
        LineFixture(18_500, fee: 11_000).copay(5000), LineFixture(15_000, fee: 9_000).copay(5000)),
      "CO-45 75.00; PR-3 50.00 -> 60.00", "CO-45 60.00 -> 90.00"),
  ]

  private static let published = LineFixture(15_000, fee: 10_000).deductible().coinsurance(2000)
    .passThrough()
  private static let medicare = ClaimFixture(LineFixture(5000, fee: 3333).passThrough())
    .business(.medicareAdvantage)
  private static let sameMoney = LineFixture(40_000, fee: 25_000).copay(3500)

  static let reductions: [GoldenClaim] = [
    GoldenClaim(
      "G06",
      ClaimFixture(published).business(.medicareAdvantage).deductibleLeft(5000),
      "CO-45 50.00; CO-253 0.80; PR-1 50.00; PR-2 10.00 -> 39.20"),
    GoldenClaim(
      "G07",
      ClaimFixture(published.on("2022-05-15")).business(.medicareAdvantage).deductibleLeft(5000),
      "CO-45 50.00; CO-253 0.40; PR-1 50.00; PR-2 10.00 -> 39.60"),
    GoldenClaim(
      "G08",
      ClaimFixture(published.on("2021-07-01")).business(.medicareAdvantage).deductibleLeft(5000),
      "CO-45 50.00; PR-1 50.00; PR-2 10.00 -> 40.00"),
    GoldenClaim(
      "G11", medicare.with { $0.lines = Array(repeating: $0.lines[0], count: 3) },
      "CO-45 16.67; CO-253 0.67 -> 32.66", "CO-45 16.67; CO-253 0.67 -> 32.66",
      "CO-45 16.67; CO-253 0.67 -> 32.66"),
    GoldenClaim(
      "G12",
      ClaimFixture(published).business(.medicareAdvantage).deductibleLeft(20_000),
      "CO-45 50.00; PR-1 100.00 -> 0.00"),
    GoldenClaim(
      "G22",
      ClaimFixture(LineFixture(90_000, fee: 42_000).copay(9000).without(.medicare))
        .business(.medicareAdvantage), "CO-45 480.00; CO-253 6.60; PR-3 90.00 -> 323.40"),
    GoldenClaim(
      "G51", ClaimFixture(sameMoney).business(.medicareAdvantage),
      "CO-45 150.00; PR-3 35.00 -> 215.00"),
    GoldenClaim(
      "G52", ClaimFixture(sameMoney.passThrough()), "CO-45 150.00; PR-3 35.00 -> 215.00"),
    GoldenClaim(
      "G36", ClaimFixture(LineFixture(28_000, fee: 20_000).copay(5_000).withholding(1_500)),
      "CO-45 80.00; CO-104 22.50; PR-3 50.00 -> 127.50"),
    GoldenClaim(
      "G50",
      ClaimFixture(sameMoney.passThrough().withholding(1_000)).business(.medicareAdvantage),
      "CO-45 150.00; CO-253 4.30; CO-104 21.07; PR-3 35.00 -> 189.63"),
  ]

  private static let visit = LineFixture(18_500, fee: 11_000)
  private static let specialist = LineFixture(22_000, fee: 11_000)
  private static let imaging = LineFixture(120_000, fee: 80_000)

  private static func authorization(_ outcome: HoldFacts.AuthorizationOutcome) -> ClaimFixture {
    ClaimFixture(
      imaging.with { $0.hold = HoldFacts.Line(lineNumber: 1, authorization: outcome) })
  }

  private static func referral(_ outcome: HoldFacts.ReferralOutcome) -> ClaimFixture {
    ClaimFixture(specialist.with { $0.hold = HoldFacts.Line(lineNumber: 1, referral: outcome) })
  }

  static let denials: [GoldenClaim] = [
    GoldenClaim("G15", referral(.none), "CO-288 220.00 -> 0.00"),
    GoldenClaim("G16", referral(.expired), "CO-288 220.00 -> 0.00 N351"),
    GoldenClaim("G17", referral(.noVisits), "CO-287 220.00 -> 0.00"),
    GoldenClaim("G19", authorization(.none), "CO-197 1200.00 -> 0.00"),
    GoldenClaim("G20a", authorization(.afterEnd), "CO-302 1200.00 -> 0.00"),
    GoldenClaim("G20b", authorization(.beforeStart), "CO-197 1200.00 -> 0.00 N54"),
    GoldenClaim("G20c", authorization(.otherService), "CO-284 1200.00 -> 0.00"),
    GoldenClaim("G20d", authorization(.otherProvider), "CO-296 1200.00 -> 0.00"),
    GoldenClaim(
      "G23", ClaimFixture(LineFixture(40_000).denied(.outOfNetwork)), "PR-242 400.00 -> 0.00 N130"),
    GoldenClaim(
      "G25", ClaimFixture(LineFixture(15_000).denied(.contractEnded)), "CO-B7 150.00 -> 0.00"),
    GoldenClaim(
      "G26a", ClaimFixture(LineFixture(15_000).denied(.renderingExcluded)), "CO-185 150.00 -> 0.00"),
    GoldenClaim(
      "G26b", ClaimFixture(LineFixture(15_000).denied(.billingExcluded)), "CO-299 150.00 -> 0.00"),
    GoldenClaim("G27a", ClaimFixture(visit.denied(.afterCoverage)), "PR-27 185.00 -> 0.00"),
    GoldenClaim("G27b", ClaimFixture(visit.denied(.beforeCoverage)), "PR-26 185.00 -> 0.00"),
    GoldenClaim(
      "G27c", ClaimFixture(visit.denied(.memberNotFound)).with { $0.match = .notFound },
      "PR-31 185.00 -> 0.00"),
    GoldenClaim("G30", ClaimFixture(visit.denied(.duplicate)), "OA-18 185.00 -> 0.00"),
    GoldenClaim(
      "G53",
      ClaimFixture(
        visit.copay(2500).on("2026-04-29"),
        visit.copay(2500).on("2026-05-02").denied(.afterCoverage).with {
          $0.coverage = .afterLastDay
        }),
      "CO-45 75.00; PR-3 25.00 -> 85.00", "PR-27 185.00 -> 0.00"),
  ]
}
