import Domain
import NetworkRules
import Testing

@Suite("The contract that governs a line is found in a fixed order")
struct ContractSearchTests {
  private func find(
    _ line: ContractQuestion.Line, tin: String = Fixture.groupTIN,
    contracts: [ContractTerms], roster: [RosterEntry]
  ) -> String {
    let directory = NetworkDirectory(contracts: contracts, roster: roster)
    switch ContractSearch.find(line, billedUnder: tin, in: directory) {
    case .inForce(let found): return "\(found.contract.contractID) \(found.path.rawValue)"
    case .ended(let contract): return "\(contract.contractID) ended"
    case .none: return "none"
    }
  }

  @Test("NET-CONTRACT-1: the contract of the primary care chain comes before a direct one")
  func chainFirst() throws {
    let contracts = [
      try Fixture.contract("C-DIRECT", tin: Fixture.ownTIN), try Fixture.contract("C-IPA"),
    ]
    let roster = [
      try Fixture.entry(Fixture.specialist, on: "C-DIRECT"),
      try Fixture.entry(Fixture.specialist), try Fixture.entry(Fixture.primaryCare),
    ]
    let line = try Fixture.line(rendering: Fixture.specialist)
    let found = find(line, tin: Fixture.ownTIN, contracts: contracts, roster: roster)
    #expect(found == "C-IPA primary_care_chain")
  }

  @Test("NET-CONTRACT-1: outside the chain a contract that pays the tax number and rosters decides")
  func direct() throws {
    let contracts = [
      try Fixture.contract("C-IPA"), try Fixture.contract("C-DIRECT", tin: Fixture.ownTIN),
      try Fixture.contract("A-GROUP", tin: Fixture.ownTIN),
    ]
    let roster = [
      try Fixture.entry(Fixture.primaryCare),
      try Fixture.entry(Fixture.specialist, on: "C-DIRECT"),
    ]
    let line = try Fixture.line(rendering: Fixture.specialist)
    let found = find(line, tin: Fixture.ownTIN, contracts: contracts, roster: roster)
    #expect(found == "C-DIRECT direct")
  }

  @Test("NET-CONTRACT-1: the contract of the tax number is found without a roster entry")
  func taxNumber() throws {
    let line = try Fixture.line(rendering: Fixture.stranger)
    let found = find(line, contracts: [try Fixture.contract()], roster: [])
    #expect(found == "C-IPA tax_number")
  }

  @Test("NET-CONTRACT-1: a member without a primary care provider has no chain")
  func noChain() throws {
    let contracts = [try Fixture.contract("C-IPA")]
    let roster = [try Fixture.entry(""), try Fixture.entry(Fixture.specialist)]
    let line = try Fixture.line(rendering: Fixture.specialist, pcp: "")
    #expect(find(line, tin: "949999999", contracts: contracts, roster: roster) == "none")
  }

  @Test(
    "NET-CONTRACT-1: of two contracts in force the one that began last is taken, then by number")
  func ties() throws {
    let contracts = [
      try Fixture.contract("B", from: "2024-01-01"), try Fixture.contract("C", from: "2026-01-01"),
      try Fixture.contract("A", from: "2026-01-01"),
    ]
    let roster = try ["A", "B", "C"].map { try Fixture.entry(Fixture.primaryCare, on: $0) }
    let line = try Fixture.line(pcp: "")
    for order in [contracts, contracts.reversed()] {
      #expect(find(line, contracts: order, roster: roster) == "A direct")
    }
  }

  @Test("NET-CONTRACT-1: within the chain the contract that pays the billing provider is taken")
  func chainPrefersPaying() throws {
    let contracts = [
      try Fixture.contract("A", tin: Fixture.ownTIN, from: "2026-01-01"),
      try Fixture.contract("B", from: "2020-01-01"),
    ]
    let roster = try ["A", "B"].map { try Fixture.entry(Fixture.primaryCare, on: $0) }
    let found = find(try Fixture.line(), contracts: contracts, roster: roster)
    #expect(found == "B primary_care_chain")
  }

  @Test(
    "NET-CONTRACT-1: both ends of a contract are in force",
    arguments: [
      ("2024-02-28", "none"), ("2024-02-29", "C-IPA primary_care_chain"),
      ("2026-05-31", "C-IPA primary_care_chain"), ("2026-06-01", "C-IPA ended"),
    ])
  func boundaries(_ iso: String, _ expected: String) throws {
    let contracts = [try Fixture.contract(from: "2024-02-29", to: "2026-05-31")]
    let roster = [try Fixture.entry(Fixture.primaryCare)]
    #expect(find(try Fixture.line(iso), contracts: contracts, roster: roster) == expected)
  }

  @Test("NET-CONTRACT-2: G25, a contract that ended on 2026-05-31 has ended on 2026-06-10")
  func goldenEnded() throws {
    let contracts = [
      try Fixture.contract("C-OLD", from: "2020-01-01", to: "2023-12-31"),
      try Fixture.contract("C-LAST", from: "2024-01-01", to: "2026-05-31"),
    ]
    let line = try Fixture.line("2026-06-10")
    #expect(find(line, contracts: contracts, roster: []) == "C-LAST ended")
  }

  @Test("NET-CONTRACT-2: the chain's contract that ended is found under another tax number too")
  func chainEnded() throws {
    let contracts = [try Fixture.contract(to: "2026-05-31")]
    let roster = [
      try Fixture.entry(Fixture.primaryCare, to: "2026-05-31"),
      try Fixture.entry(Fixture.specialist, to: "2026-05-31"),
    ]
    let line = try Fixture.line("2026-06-10", rendering: Fixture.specialist)
    #expect(
      find(line, tin: Fixture.ownTIN, contracts: contracts, roster: roster) == "C-IPA ended")
    let stranger = try Fixture.line("2026-06-10", rendering: Fixture.stranger)
    #expect(find(stranger, tin: Fixture.ownTIN, contracts: contracts, roster: roster) == "none")
  }

  @Test("NET-OON-1: a contract for other products, or none at all, leaves the line out of network")
  func outOfNetwork() throws {
    let contracts = [try Fixture.contract(products: ["MA-HMO"])]
    let roster = [try Fixture.entry(Fixture.primaryCare)]
    #expect(find(try Fixture.line(), contracts: contracts, roster: roster) == "none")
    #expect(find(try Fixture.line(), contracts: [], roster: []) == "none")
  }

  @Test("NET-OON-1: a contract that begins after the day does not govern it")
  func notYetBegun() throws {
    let contracts = [try Fixture.contract(from: "2026-03-11")]
    #expect(find(try Fixture.line(), contracts: contracts, roster: []) == "none")
  }

  @Test("NET-CONTRACT-1: without a product, as for a day that is not covered, any contract serves")
  func unknownProduct() throws {
    let contracts = [try Fixture.contract(products: ["MA-HMO"])]
    let roster = [try Fixture.entry(Fixture.primaryCare)]
    let found = find(try Fixture.line(product: ""), contracts: contracts, roster: roster)
    #expect(found == "C-IPA primary_care_chain")
  }
}
