import Domain
import NetworkRules
import Testing

@Suite("A provider takes part in a contract when on its roster, credentialed and not excluded")
struct ParticipationTests {
  private func directory(
    rendering: ProviderRecord = Fixture.provider(Fixture.specialist, role: .specialist),
    billing: ProviderRecord? = nil, rosterFrom: String = "2020-01-01",
    rosterTo: String = "9999-12-31", contract: ContractTerms? = nil
  ) throws -> NetworkDirectory {
    let contract = try contract ?? Fixture.contract()
    return NetworkDirectory(
      providers: [rendering, Fixture.provider(Fixture.primaryCare)]
        + (billing.map { [$0] } ?? []),
      contracts: [contract],
      roster: [
        try Fixture.entry(Fixture.primaryCare, on: contract.contractID),
        try Fixture.entry(
          Fixture.specialist, on: contract.contractID, from: rosterFrom, to: rosterTo),
      ],
      fees: [try Fixture.fee("99213", 11_000)])
  }

  private func status(
    _ iso: String = "2026-03-10", rendering: String = Fixture.specialist,
    in directory: NetworkDirectory
  ) throws -> ContractFacts.Line.Status {
    try Fixture.answer(
      try Fixture.line(iso, rendering: rendering), in: directory
    ).line.status
  }

  @Test("NET-TIN-1: a known billing provider with tax numbers bills under one of them")
  func taxNumbers() throws {
    func isUnknown(_ listed: Set<String>?) throws -> Bool {
      var billing = Fixture.provider(Fixture.billing)
      billing.taxNumbers = listed ?? []
      let directory = try directory(billing: listed.map { _ in billing })
      let question = ContractQuestion(
        billingNPI: Fixture.billing, billingTIN: Fixture.groupTIN,
        lines: [try Fixture.line("2026-04-20")])
      let facts = ContractEvaluation.evaluate(question, in: directory)
      return try #require(facts.lines.first).isBillingTINUnknown
    }
    #expect(try isUnknown([Fixture.ownTIN]))
    #expect(try !isUnknown([Fixture.ownTIN, Fixture.groupTIN]))
    #expect(try !isUnknown([]), "none is listed")
    #expect(try !isUnknown(nil), "the provider is not known")
  }

  @Test("NET-CONTRACT-1: G01, the primary care visit under the IPA's fee schedule is in network")
  func goldenPrimaryCareVisit() throws {
    let (line, trace) = try Fixture.answer(try Fixture.line("2026-04-20"), in: try directory())
    #expect(line.status == .inNetwork)
    #expect(line.contractID == "C-IPA")
    #expect(line.contractVersion == 1)
    #expect(line.model == .ipa)
    #expect(line.feeMethod == .feeSchedule)
    #expect(line.unitFee == Money(cents: 11_000))
    #expect(line.isLesserOf)
    #expect(line.withhold == .zero)
    #expect(line.providerRole == .primaryCare)
    #expect(line.isPrimaryCareOfRecord)
    #expect(
      trace.map(\.rule.name) == [
        "NET-EXCL-1", "NET-CONTRACT-1", "NET-ROSTER-1", "NET-ROSTER-2", "NET-MODEL-1", "NET-FEE-1",
      ])
  }

  @Test(
    "NET-ROSTER-1: both ends of a roster entry count, the days around it do not",
    arguments: [
      ("2026-01-31", ContractFacts.Line.Status.notOnRoster), ("2026-02-01", .inNetwork),
      ("2026-02-28", .inNetwork), ("2026-03-01", .notOnRoster),
    ])
  func roster(_ iso: String, _ expected: ContractFacts.Line.Status) throws {
    let directory = try directory(rosterFrom: "2026-02-01", rosterTo: "2026-02-28")
    #expect(try status(iso, in: directory) == expected)
  }

  @Test("NET-ROSTER-1: a rendering provider whom nobody knows is not on the roster")
  func unknownProvider() throws {
    let line = try Fixture.line(rendering: Fixture.stranger)
    let found = try Fixture.answer(line, in: try directory()).line
    #expect(found.status == .notOnRoster)
    #expect(found.providerRole == .unspecified)
    #expect(found.unitFee == Money(cents: 11_000))
  }

  @Test("NET-OON-1: without a contract of the billing provider it is out of network")
  func unknownProviderWithoutContract() throws {
    let line = try Fixture.line(rendering: Fixture.stranger)
    let found = try Fixture.answer(line, billedUnder: "949999999", in: try directory()).line
    #expect(found.status == .outOfNetwork)
    #expect(found.contractID.isEmpty)
    #expect(found.unitFee == nil)
  }

  @Test(
    "NET-ROSTER-2: both ends of the credentials count, the days around them do not",
    arguments: [
      ("2023-02-28", ContractFacts.Line.Status.notCredentialed), ("2023-03-01", .inNetwork),
      ("2026-02-28", .inNetwork), ("2026-03-01", .notCredentialed),
    ])
  func credentials(_ iso: String, _ expected: ContractFacts.Line.Status) throws {
    let rendering = Fixture.provider(
      Fixture.specialist, credentialed: try Fixture.days("2023-03-01", "2026-02-28"))
    let directory = try directory(rendering: rendering)
    #expect(try status(iso, in: directory) == expected)
  }

  @Test("NET-ROSTER-2: a provider without credentials is never credentialed")
  func neverCredentialed() throws {
    let rendering = Fixture.provider(Fixture.specialist, credentialed: nil)
    #expect(try status(in: try directory(rendering: rendering)) == .notCredentialed)
  }

  @Test(
    "NET-EXCL-1: G26a, an exclusion from 2026-01-15 holds from that day to its last",
    arguments: [
      ("2026-01-14", ContractFacts.Line.Status.inNetwork), ("2026-01-15", .renderingExcluded),
      ("2026-02-01", .renderingExcluded), ("2026-12-31", .renderingExcluded),
      ("2027-01-01", .inNetwork),
    ])
  func renderingExcluded(_ iso: String, _ expected: ContractFacts.Line.Status) throws {
    let rendering = Fixture.provider(
      Fixture.specialist, excluded: try Fixture.days("2026-01-15", "2026-12-31"))
    #expect(try status(iso, in: try directory(rendering: rendering)) == expected)
  }

  @Test("NET-EXCL-1: G26b, the billing provider's exclusion comes before the rendering provider's")
  func billingExcluded() throws {
    let rendering = Fixture.provider(
      Fixture.specialist, excluded: try Fixture.days("2026-01-15"))
    let billing = Fixture.provider(Fixture.billing, excluded: try Fixture.days("2020-01-01"))
    #expect(
      try status(in: try directory(rendering: rendering, billing: billing)) == .billingExcluded)
  }

  @Test("NET-EXCL-1: an exclusion holds without any contract and keeps the terms of one in force")
  func exclusionWithAndWithoutContract() throws {
    let rendering = Fixture.provider(
      Fixture.specialist, excluded: try Fixture.days("2026-01-15"))
    let directory = try directory(rendering: rendering)
    let line = try Fixture.line(rendering: Fixture.specialist)
    let governed = try Fixture.answer(line, in: directory).line
    #expect(governed.status == .renderingExcluded)
    #expect(governed.contractID == "C-IPA")
    let other = try Fixture.line(rendering: Fixture.specialist, product: "MA-HMO")
    #expect(
      try Fixture.answer(other, billedUnder: "949999999", in: directory).line.status
        == .renderingExcluded)
  }

  @Test("NET-CONTRACT-2: G25, an ended contract is named and gives no fee")
  func ended() throws {
    let directory = try directory(
      contract: try Fixture.contract(to: "2026-05-31") { $0.timelyFilingDays = 90 })
    let line = try Fixture.line("2026-06-10", rendering: Fixture.specialist)
    let found = try Fixture.answer(line, in: directory).line
    #expect(found.status == .ended)
    #expect(found.contractID == "C-IPA")
    #expect(found.timelyFilingDays == 90)
    #expect(found.unitFee == nil)
  }

  @Test(
    "Only a group or staff contract puts the rendering provider in the primary care group",
    arguments: ContractFacts.Model.allCases)
  func sameGroup(_ model: ContractFacts.Model) throws {
    let directory = try directory(contract: try Fixture.contract(model: model))
    let line = try Fixture.line(rendering: Fixture.specialist)
    let found = try Fixture.answer(line, in: directory).line
    #expect(found.isSameGroupAsPrimaryCare == (model == .group || model == .staff))
    #expect(!found.isPrimaryCareOfRecord)
    let stranger = try Fixture.line(rendering: Fixture.stranger)
    #expect(try !Fixture.answer(stranger, in: directory).line.isSameGroupAsPrimaryCare)
  }

  @Test("A member without a primary care provider has neither that provider nor that group")
  func noPrimaryCare() throws {
    let directory = try directory(contract: try Fixture.contract(model: .group))
    let line = try Fixture.line(rendering: Fixture.specialist, pcp: "")
    let found = try Fixture.answer(line, in: directory).line
    #expect(found.status == .inNetwork)
    #expect(!found.isPrimaryCareOfRecord && !found.isSameGroupAsPrimaryCare)
  }

  @Test("Every step names a rule of this module")
  func traceNamesRules() throws {
    let names = Set(NetworkRuleName.all)
    let directory = try directory()
    for npi in [Fixture.specialist, Fixture.stranger] {
      let trace = try Fixture.answer(try Fixture.line(rendering: npi), in: directory).trace
      #expect(trace.allSatisfy { names.contains($0.rule) })
    }
  }
}
