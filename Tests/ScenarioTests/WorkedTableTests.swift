import Foundation
import Testing

@testable import HMOCommands

@Suite("The scenarios of rates, rounding, remittances and what a claim leaves behind")
struct WorkedTableTests {
  @Test(
    "SEQ-2: G09 tells the rate on both sides of every change",
    arguments: [
      ("2013-03-31", 0), ("2013-04-01", 200), ("2020-04-30", 200), ("2020-05-01", 0),
      ("2022-03-31", 0), ("2022-04-01", 100), ("2022-06-30", 100), ("2022-07-01", 200),
      ("2026-11-21", 200),
    ] as [(String, Int64)])
  func rates(day: String, basisPoints: Int64) throws {
    let scenario = try Self.scenario("G09")
    let claim = try #require(Self.expected("G09-\(day)", in: scenario))
    let submitted = try #require(Self.submitted("G09-\(day)", in: scenario))
    #expect(submitted["lines"]?.elements.map { $0["from"]?.text } == [day])
    let line = try #require(claim["lines"]?.elements.first)
    // What would be paid is 100.00, of which a basis point is a cent.
    #expect(line["charge"]?.integer == 15_000)
    #expect(line["adjustments"]?["CO-45"]?.integer == 5_000)
    #expect(line["adjustments"]?["CO-253"]?.integer ?? 0 == basisPoints)
    #expect(claim["paid"]?.integer == 10_000 - basisPoints)
  }

  @Test(
    "SEQ-3: G10 tells what is kept of each payment and what is left, to the cent",
    arguments: [
      ("2026", "33.33", 67, 3_266), ("2026", "0.25", 1, 24), ("2026", "0.24", 0, 24),
      ("2026", "12.25", 25, 1_200), ("2026", "12.75", 26, 1_249), ("2026", "0.01", 0, 1),
      ("2026", "99.99", 200, 9_799), ("2026", "100.25", 201, 9_824), ("2022", "0.50", 1, 49),
      ("2022", "0.49", 0, 49),
    ] as [(String, String, Int64, Int64)])
  func rounding(year: String, payment: String, kept: Int64, paid: Int64) throws {
    let scenario = try Self.scenario("G10")
    let claim = try #require(Self.expected("G10-\(payment)", in: scenario))
    let submitted = try #require(Self.submitted("G10-\(payment)", in: scenario))
    let days = submitted["lines"]?.elements.compactMap { $0["from"]?.text } ?? []
    #expect(days.count == 1 && days.allSatisfy { $0.hasPrefix(year) })
    #expect(submitted["charge"]?.text == payment)
    let line = try #require(claim["lines"]?.elements.first)
    let adjustments = kept == 0 ? [:] : ["CO-253": JSONValue.integer(kept)]
    #expect(line["adjustments"] == .record(adjustments))
    #expect(claim["paid"]?.integer == paid)
  }

  @Test(
    "RUN-3, INTEREST-2, WITHHOLD-4 and SETTLE-1: what else changes a payment is told by its case",
    arguments: [
      ("G29", "1000001010", [["FB": -3_500], ["FB": 3_500]], [0, 8_500]),
      ("G36s", "1000002026", [["E3": -1_350]], [1_350]),
      ("G38", "1000001010", [["BN": -8_280_000]], [8_280_000]),
      ("G38L", "1000002026", [["CS": 4_997_750, "FB": -4_997_750]], [0]),
      ("G38N", "2000003030", [], []),
      ("G43", "1000006068", [["L6": -82]], [32_422]),
      ("G44", "1000001010", [["L6": -70], [:], ["L6": 70, "FB": -8_570]], [8_570, 8_500, 0]),
    ] as [(String, String, [[String: Int64]], [Int64])])
  func remittances(
    name: String, payee: String, adjustments: [[String: Int64]], payments: [Int64]
  ) throws {
    let told = try Self.scenario(name).steps.flatMap {
      $0.expectation["remittances"]?.elements ?? []
    }.filter { $0["payee"]?.text == payee }
    #expect(told.compactMap { $0["payment"]?.integer } == payments)
    #expect(
      told.map { $0["adjustments"] }
        == adjustments.map { codes in .record(codes.mapValues { .integer($0) }) })
  }

  @Test(
    "ACC-1 and LEDGER-1: each case tells what the claim adds, and what is payable then, in cents",
    arguments: [
      ("G01", 0, 2_500, -8_500), ("G02", 100_000, 40_000, -40_000),
      ("G04", nil, 600_000, -85_000), ("G13b", nil, 2_500, nil), ("G18", nil, nil, -6_000),
      ("G21", nil, 30_000, -65_000), ("G34a", 0, 0, -3_000), ("G36", nil, 5_000, -12_750),
      ("G28", nil, 0, 8_500), ("G39", nil, 2_500, -13_000), ("G40", nil, 0, 0),
    ] as [(String, Int64?, Int64?, Int64?)])
  func sideEffects(
    name: String, deductible: Int64?, outOfPocket: Int64?, payable: Int64?
  ) throws {
    let told = try Self.scenario(name).steps.filter { step in
      let claims = step.expectation["claims"]?.elements ?? []
      return claims.contains { $0["claim"]?.text == name }
    }
    let balances = try #require(told.last { $0.expectation["balances"] != nil })
      .expectation["balances"]
    func amount(_ kind: String) -> Int64? {
      balances?["accumulators"]?.elements.first {
        $0["kind"]?.text == kind && $0["scope"]?.text == "member"
      }?["amount"]?.integer
    }
    if let deductible { #expect(amount("deductible") == deductible) }
    if let outOfPocket { #expect(amount("out_of_pocket") == outOfPocket) }
    guard let payable else { return }
    let account = balances?["ledger"]?.elements.first {
      $0["account"]?.text == "accounts_payable"
    }
    #expect(account?["amount"]?.integer == payable)
  }

  // MARK: Parts

  private static func scenario(_ name: String) throws -> Scenario {
    let path = try #require(
      try ScenarioTree.files.first { ScenarioTree.cases(of: $0).contains(name) })
    return try Scenario(path: path)
  }

  private static func expected(_ claim: String, in scenario: Scenario) -> JSONValue? {
    scenario.steps.flatMap { $0.expectation["claims"]?.elements ?? [] }
      .first { $0["claim"]?.text == claim }
  }

  private static func submitted(_ claim: String, in scenario: Scenario) -> JSONValue? {
    let claims = scenario.steps.flatMap { step -> [JSONValue] in
      guard case .submit(let claims) = step.action else { return [] }
      return claims
    }
    return claims.first { $0["patientControlNumber"]?.text == claim }
  }
}
