import Domain
import PaymentRules
import Testing

@Suite("The member's share")
struct ShareTests {
  private let visit = LineFixture(18_500, fee: 11_000).copay(2500)

  @Test("SHARE-1: a copay above the price is cut to the price")
  func copayWithinPrice() throws {
    let decision = try ClaimFixture(LineFixture(4000, fee: 1840).copay(2500)).decide()
    #expect(decision.patientShare == Money(cents: 1840))
  }

  @Test("SHARE-2: G59, one visit has one copay; the line with the larger price takes it")
  func largerPriceTakesCopay() throws {
    let decision = try ClaimFixture(LineFixture(8000, fee: 6000).copay(2500), visit).decide()
    #expect(
      decision.lines.map(\.printed) == [
        "CO-45 20.00 -> 60.00", "CO-45 75.00; PR-3 25.00 -> 85.00",
      ])
    #expect(decision.paid == Money(cents: 14_500))
  }

  @Test("SHARE-2: the highest copay goes before the larger price, the lower line before the higher")
  func orderOfElection() throws {
    let dear = try ClaimFixture(visit, LineFixture(6000, fee: 6000).copay(4000)).decide()
    #expect(dear.lines.map(\.patientShare.cents) == [0, 4000])
    let tied = try ClaimFixture(visit, visit).decide()
    #expect(tied.lines.map(\.patientShare.cents) == [2500, 0])
  }

  @Test("SHARE-2: another day, provider or category is another visit")
  func otherVisits() throws {
    let otherDay = visit.on("2026-03-11")
    let otherProvider = visit.with { $0.renderingNPI = "1111111112" }
    let otherCategory = visit.with { $0.benefit.category = "imaging" }
    let decision = try ClaimFixture(visit, otherDay, otherProvider, otherCategory).decide()
    #expect(decision.lines.map(\.patientShare.cents) == [2500, 2500, 2500, 2500])
    #expect(decision.copayVisitsTaken.count == 4)
    #expect(decision.copayVisitsTaken == decision.copayVisitsTaken.sorted())
  }

  @Test("SHARE-2: a visit whose copay an earlier claim took has none")
  func takenEarlier() throws {
    let first = try ClaimFixture(visit).decide()
    let later = try ClaimFixture(visit).with {
      $0.visitsTaken = Set(first.copayVisitsTaken)
    }.decide()
    #expect(later.lines[0].printed == "CO-45 75.00 -> 110.00")
    #expect(later.copayVisitsBefore == first.copayVisitsTaken)
    #expect(later.copayVisitsTaken.isEmpty)
  }

  @Test("SHARE-3: an embedded deductible asks for the less of what person and family lack")
  func embeddedDeductible() throws {
    let claim = ClaimFixture(LineFixture(50_000, fee: 50_000).deductible())
    #expect(
      try claim.deductibleLeft(30_000, family: 10_000).decide().patientShare.cents == 10_000)
    #expect(
      try claim.deductibleLeft(20_000, family: 90_000).decide().patientShare.cents == 20_000)
  }

  @Test("SHARE-3: an aggregate deductible looks at the family alone")
  func aggregateDeductible() throws {
    let claim = ClaimFixture(LineFixture(50_000, fee: 50_000).deductible())
      .with { $0.terms.isDeductibleAggregate = true }.deductibleLeft(0, family: 40_000)
    #expect(try claim.decide().patientShare.cents == 40_000)
  }

  @Test("SHARE-3: a waived deductible takes nothing")
  func waivedDeductible() throws {
    let claim = ClaimFixture(LineFixture(50_000, fee: 50_000)).deductibleLeft(30_000)
    #expect(try claim.decide().patientShare == .zero)
  }

  @Test("SHARE-4: coinsurance is a share of what copay and deductible leave")
  func coinsuranceOfRest() throws {
    let line = LineFixture(100_000, fee: 100_000).copay(5000).deductible().coinsurance(2000)
    let decision = try ClaimFixture(line).deductibleLeft(25_000).decide()
    #expect(decision.lines[0].printed == "PR-1 250.00; PR-2 140.00; PR-3 50.00 -> 560.00")
  }

  @Test(
    "SHARE-5: the limit cuts coinsurance, then the copay, then the deductible",
    arguments: [
      (60_000, "PR-1 250.00; PR-2 140.00; PR-3 50.00 -> 560.00"),
      (44_000, "PR-1 250.00; PR-2 140.00; PR-3 50.00 -> 560.00"),
      (43_999, "PR-1 250.00; PR-2 139.99; PR-3 50.00 -> 560.01 N919"),
      (30_000, "PR-1 250.00; PR-3 50.00 -> 700.00 N919"),
      (28_000, "PR-1 250.00; PR-3 30.00 -> 720.00 N919"), (25_000, "PR-1 250.00 -> 750.00 N919"),
      (10_000, "PR-1 100.00 -> 900.00 N919"), (0, " -> 1000.00 N919"),
    ] as [(Int64, String)])
  func capCuts(left: Int64, printed: String) throws {
    let line = LineFixture(100_000, fee: 100_000).copay(5000).deductible().coinsurance(2000)
    let decision = try ClaimFixture(line).deductibleLeft(25_000).outOfPocketLeft(left).decide()
    #expect(decision.lines[0].printed == printed)
  }

  @Test("SHARE-5: a share that does not count towards the limit is not cut by it")
  func uncountedShare() throws {
    let line = visit.with { $0.benefit.isCountedToOutOfPocket = false }
    let decision = try ClaimFixture(line).outOfPocketLeft(0).decide()
    #expect(decision.lines[0].printed == "CO-45 75.00; PR-3 25.00 -> 85.00")
    #expect(decision.postings.isEmpty)
  }

  @Test("SHARE-5: the limit cuts the copay of a capitated line, and CO-24 takes the rest")
  func capCutsCapitatedCopay() throws {
    let line = LineFixture(18_500).capitated().copay(2500)
    let decision = try ClaimFixture(line).outOfPocketLeft(1000).decide()
    #expect(decision.lines[0].printed == "CO-24 175.00; PR-3 10.00 -> 0.00 N919")
    #expect(decision.lines[0].allowed == Money(cents: 1000))
  }

  @Test("SHARE-6: a preventive service has no share, whatever else its row says")
  func preventive() throws {
    let line = LineFixture(25_000, fee: 18_000).copay(2500).deductible().coinsurance(2000).with {
      $0.benefit.isPreventive = true
    }
    let decision = try ClaimFixture(line).decide()
    #expect(decision.lines[0].printed == "CO-45 70.00 -> 180.00")
    #expect(decision.copayVisitsTaken.isEmpty)
    let capitated = try ClaimFixture(line.capitated()).decide()
    #expect(capitated.lines[0].printed == "CO-24 250.00 -> 0.00")
  }

  @Test("SHARE-6: a preventive service outside the network has the share of its row")
  func preventiveElsewhere() throws {
    let line = LineFixture(25_000, fee: 18_000).copay(2500).with {
      $0.benefit.isPreventive = true
      $0.status = .outOfNetwork
    }
    #expect(try ClaimFixture(line).decide().patientShare == Money(cents: 2500))
    #expect(
      try ClaimFixture(line.with { $0.status = .inNetwork }).decide().patientShare == .zero)
  }

  @Test("SHARE-7: each line sees what the earlier ones left, whatever order they came in")
  func lineOrder() throws {
    let line = LineFixture(50_000, fee: 40_000).deductible()
    let claim = ClaimFixture(line, line, line).deductibleLeft(70_000)
    #expect(try claim.decide().lines.map(\.patientShare.cents) == [40_000, 30_000, 0])
    var input = claim.input
    input.lines.reverse()
    #expect(try Adjudication.evaluate(input) == Adjudication.evaluate(claim.input))
  }

  @Test("ACC-1: share runs up for member and family, deductible and limit apart")
  func postings() throws {
    let line = LineFixture(120_000, fee: 80_000).deductible().coinsurance(2000)
    let claim = ClaimFixture(line).deductibleLeft(30_000)
    let decision = try claim.decide()
    let expected = [
      (claim.key(.family, .deductible), 30_000), (claim.key(.family, .outOfPocket), 40_000),
      (claim.key(.member, .deductible), 30_000), (claim.key(.member, .outOfPocket), 40_000),
    ].map {
      AccumulatorPosting(key: $0.0, lineNumber: 1, amount: Money(cents: Int64($0.1)))
    }
    #expect(decision.postings == expected)
  }

  @Test("ACC-1: a row that does not count to the limit still runs up the deductible")
  func uncountedPosting() throws {
    let line = LineFixture(5000, fee: 5000).deductible().with {
      $0.benefit.isCountedToOutOfPocket = false
    }
    let kinds = try ClaimFixture(line).decide().postings.map(\.key.kind)
    #expect(kinds == [.deductible, .deductible])
  }

  @Test("ACC-1: lines of two plan years run up in their own years")
  func twoPlanYears() throws {
    var input = ClaimFixture(
      LineFixture(5000, fee: 5000).deductible(), LineFixture(5000, fee: 5000).deductible()
    ).input
    input.coverage.lines[1].product?.planYearStart = LineFixture.day("2027-01-01")
    let years = try Adjudication.evaluate(input).postings.map(\.key.planYearStart.year)
    #expect(years == [2026, 2026, 2026, 2026, 2027, 2027, 2027, 2027])
  }
}
