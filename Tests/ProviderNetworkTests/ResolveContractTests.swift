import Domain
import DomainMessages
import Messages
import Protobuf
import ProviderNetwork
import RPC
import Storage
import Testing

@Suite("Contract questions are answered from the store")
struct ResolveContractTests {
  @Test("NET-CONTRACT-1: G01, a primary care visit under the IPA's fee schedule")
  func goldenVisit() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    let line = try await fixture.answer(try Sample.question())
    #expect(line.status == .inNetwork)
    #expect(line.contractID == "C-IPA")
    #expect(line.contractVersion == 1)
    #expect(line.model == .ipa)
    #expect(line.feeMethod == .feeSchedule)
    #expect(line.unitFee?.cents == 11_000)
    #expect(line.isLesserOf)
    #expect(line.sequestrationClause == .none)
    #expect(line.providerRole == .primaryCare)
    #expect(line.isPrimaryCareOfRecord)
  }

  @Test("NET-FEE-1: G56, 87.5 % of 143.27 through the store is 125.36")
  func goldenPercent() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [
        try Sample.contract {
          $0.feeMethod = .percentOfSchedule
          $0.percentBasisPoints = 8_750
        }
      ]
      request.feeSchedules = [try Sample.schedule([try Sample.fee("99204", 14_327)])]
    }
    let line = try await fixture.answer(try Sample.question(procedure: "99204"))
    #expect(line.feeMethod == .percentOfSchedule)
    #expect(line.unitFee?.cents == 12_536)
    #expect(line.baseFee?.cents == 14_327)
    #expect(line.percentBasisPoints == 8_750)
    #expect(try ContractFacts.Line(line).message == line)
  }

  @Test(
    "NET-FEE-3: a row's modifier and its mark go through the store, and a change of the mark is one"
  )
  func markedRow() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    for isMarked in [true, false] {
      try await fixture.load { request in
        var fee = try Sample.fee("29881", 50_000, modifier: "59")
        fee.isMultipleProcedure = isMarked
        request.feeSchedules = [try Sample.schedule([fee])]
      }
      let line = try await fixture.answer(
        try Sample.question(procedure: "29881", modifiers: ["59"]))
      #expect(line.isMultipleProcedure == isMarked)
      #expect(line.feeModifier == "59")
      #expect(line.baseFee == nil && line.percentBasisPoints == 0)
      #expect(try ContractFacts.Line(line).message == line)
    }
  }

  @Test("NET-FEE-5: a fee for facilities goes through the store, and may be taken back")
  func facilityFee() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    for (facility, cents) in [(Int64(7_800), Int64(7_800)), (nil, 11_000)] as [(Int64?, Int64)] {
      try await fixture.load { request in
        var fee = try Sample.fee("99213", 11_000)
        fee.facilityAmount = facility.map { Money(cents: $0).message }
        request.feeSchedules = [try Sample.schedule([fee])]
      }
      var question = try Sample.question()
      #expect(try await fixture.answer(question).unitFee?.cents == 11_000)
      question.lines[0].placeOfService = "22"
      #expect(try await fixture.answer(question).unitFee?.cents == cents)
    }
  }

  @Test("NET-FEE-4: a share of the charge goes through the store")
  func shareOfCharge() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [
        try Sample.contract {
          $0.feeMethod = .percentOfCharges
          $0.percentBasisPoints = 6_000
        }
      ]
    }
    let line = try await fixture.answer(try Sample.question())
    #expect(line.feeMethod == .percentOfCharges)
    #expect(line.percentBasisPoints == 6_000)
    #expect(line.unitFee == nil)
    #expect(try ContractFacts.Line(line).message == line)
  }

  @Test("NET-FEE-1: a contract may pay more than its schedule")
  func percentAboveWhole() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [
        try Sample.contract {
          $0.feeMethod = .percentOfSchedule
          $0.percentBasisPoints = 12_000
        }
      ]
    }
    #expect(try await fixture.answer(try Sample.question()).unitFee?.cents == 13_200)
  }

  @Test("NET-CONTRACT-2: G25, a contract that ended on 2026-05-31 has ended on 2026-06-10")
  func goldenEnded() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [try Sample.contract(to: "2026-05-31")]
    }
    #expect(try await fixture.answer(try Sample.question("2026-05-31")).status == .inNetwork)
    let line = try await fixture.answer(try Sample.question("2026-06-10"))
    #expect(line.status == .ended)
    #expect(line.contractID == "C-IPA")
    #expect(line.contractVersion == 2)
    #expect(line.unitFee == nil)
  }

  @Test("NET-EXCL-1: G26a and G26b, an exclusion that was loaded is seen at once")
  func goldenExclusion() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    #expect(try await fixture.answer(try Sample.question("2026-02-01")).status == .inNetwork)
    try await fixture.load { request in
      request.providers = [
        try Sample.provider(Sample.primaryCare, excluded: try Sample.days("2026-01-15"))
      ]
    }
    #expect(try await fixture.answer(try Sample.question("2026-01-14")).status == .inNetwork)
    #expect(
      try await fixture.answer(try Sample.question("2026-02-01")).status == .renderingExcluded)
    try await fixture.load { request in
      request.providers = [
        try Sample.provider(Sample.billing, excluded: try Sample.days("2025-01-01"))
      ]
    }
    #expect(
      try await fixture.answer(try Sample.question("2026-02-01")).status == .billingExcluded)
  }

  @Test("NET-ROSTER-1, NET-ROSTER-2, NET-OON-1: strangers, missing credentials, no contract")
  func participation() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    let stranger = try Sample.question(rendering: Sample.stranger)
    #expect(try await fixture.answer(stranger).status == .notOnRoster)
    let outside = try Sample.question(rendering: Sample.stranger, tin: "949999999")
    let line = try await fixture.answer(outside)
    #expect(line.status == .outOfNetwork)
    #expect(line.model == .unspecified && line.feeMethod == .unspecified)
    try await fixture.load { request in
      request.providers = [
        try Sample.provider(
          Sample.primaryCare, credentialed: try Sample.days("2020-01-01", "2026-04-19"))
      ]
    }
    #expect(try await fixture.answer(try Sample.question()).status == .notCredentialed)
  }

  @Test("NET-MODEL-1: G13, G14 and G37, capitation with a carve-out and the staff model")
  func models() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [
        try Sample.contract {
          $0.capitatedProcedures = ["99213"]
        },
        try Sample.contract("C-STAFF") {
          $0.model = .staff
          $0.feeMethod = .salary
          $0.productIDs = ["STAFF-HMO"]
          $0.carvedOutProcedures = ["90471"]
        },
      ]
    }
    #expect(try await fixture.answer(try Sample.question()).feeMethod == .capitated)
    let staff = try Sample.question(rendering: Sample.specialist, product: "STAFF-HMO")
    let line = try await fixture.answer(staff)
    #expect(line.feeMethod == .salary)
    #expect(line.isSameGroupAsPrimaryCare)
    let carved = try Sample.question(procedure: "90471", product: "STAFF-HMO")
    #expect(try await fixture.answer(carved).feeMethod == .feeSchedule)
  }

  @Test("One question that is wrong is refused alone, with the field named and nothing quoted")
  func refusals() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    var noDay = try Sample.question()
    noDay.lines[0].day = nil
    var lineless = try Sample.question()
    lineless.lines = []
    var badNumber = try Sample.question()
    badNumber.lines[0].lineNumber = .max
    var badPrimaryCare = try Sample.question()
    badPrimaryCare.lines[0].primaryCareNPI = "SECRET"
    var request = NetworkV1.ResolveContractRequest()
    request.questions = [
      try Sample.question(), try Sample.question(rendering: "1234567890"),
      try Sample.question(billing: "SECRET"), try Sample.question(tin: ""), noDay, lineless,
      badNumber, badPrimaryCare, try Sample.question(modifiers: ["26", ""]),
      try Sample.question(modifiers: Array(repeating: "26", count: 11)), try Sample.question(),
    ]
    let results = try await fixture.handler.resolveContract(request).results
    #expect(results.count == 11)
    let refusals = results.compactMap { result -> TypeV1.ItemRefusal? in
      guard case .refusal(let refusal) = result.result else { return nil }
      return refusal
    }
    #expect(refusals.allSatisfy { $0.code == 3 && !$0.message.contains("SECRET") })
    #expect(
      refusals.map { $0.message.prefix { $0 != " " } } == [
        "lines[0].rendering_npi", "billing_npi", "billing_tin", "lines[0].day", "lines",
        "lines[0].line_number", "lines[0].primary_care_npi", "lines[0].modifiers[1]",
        "lines[0].modifiers",
      ])
  }

  @Test("More than 1,024 questions are refused as a whole, 1,024 are answered")
  func batchLimit() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    var request = NetworkV1.ResolveContractRequest()
    request.questions = Array(repeating: try Sample.question(), count: 1_024)
    #expect(try await fixture.handler.resolveContract(request).results.count == 1_024)
    request.questions.append(try Sample.question())
    await #expect(throws: RPCError.self) { try await fixture.handler.resolveContract(request) }
  }

  @Test("A question writes nothing, and its answer is the same bytes each time")
  func readsOnly() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    let before = fixture.store.statistics.writes
    var request = NetworkV1.ResolveContractRequest()
    request.questions = [try Sample.question(), try Sample.question(rendering: Sample.stranger)]
    let first = try await fixture.handler.resolveContract(request).protobufBytes()
    let second = try await fixture.handler.resolveContract(request).protobufBytes()
    #expect(first == second)
    #expect(fixture.store.statistics.writes == before)
  }

  @Test("The facts of an answer survive the way through their message")
  func roundTrip() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    var request = NetworkV1.ResolveContractRequest()
    request.questions = [
      try Sample.question(), try Sample.question(tin: "949999999", product: "OTHER"),
    ]
    for result in try await fixture.handler.resolveContract(request).results {
      guard case .answer(let answer) = result.result else { throw UnexpectedRefusal() }
      var withoutTrace = answer
      withoutTrace.trace = []
      #expect(try ContractFacts(answer).message == withoutTrace)
    }
  }

  @Test("A contract with other terms is a new version, and the earlier one stays")
  func versionsStay() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [
        try Sample.contract {
          $0.withholdBasisPoints = 1_500
          $0.withholdBasis = .allowed
        }
      ]
    }
    let line = try await fixture.answer(try Sample.question())
    #expect(line.contractVersion == 2)
    #expect(line.withholdBasisPoints == 1_500)
    #expect(line.withholdBasis == .allowed)
    let rows = try await fixture.store.read { reader in
      try reader.rows(
        "SELECT version, withhold FROM contract_version ORDER BY version"
      ) { row in [try row.value(0, as: Int.self), try row.value(1, as: Int.self)] }
    }
    #expect(rows == [[1, 0], [2, 1_500]])
  }
}
