import Domain
import DomainMessages
import Messages
import Protobuf
import ProviderNetwork
import RPC
import Storage
import Testing

@Suite("Loads are posted whole or not at all, and changes are told")
struct LoadNetworkTests {
  @Test("The same load under the same name changes nothing; another one under it is refused")
  func requestNames() async throws {
    let fixture = try NetworkFixture()
    let build: (inout NetworkV1.LoadNetworkRequest) throws -> Void = { request in
      request.contracts = [try Sample.contract()]
      request.feeSchedules = [try Sample.schedule([try Sample.fee("99213", 1)])]
    }
    let first = try await fixture.load("L1", build)
    #expect(first.contracts == 1 && first.fees == 1 && first.providers == 0)
    let changes = try await fixture.changes()
    #expect(try await fixture.load("L1", build) == first)
    #expect(try await fixture.load("L2", build) == first)
    #expect(try await fixture.changes() == changes)
    let error = await #expect(throws: RPCError.self) { try await fixture.load("L1") { _ in } }
    #expect(error?.reason == "KEY_REUSED")
  }

  @Test("Tax numbers of providers and days for papers are kept, and a change of either is told")
  func taxNumbersAndPapers() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    var provider = try Sample.provider(Sample.primaryCare, role: .primaryCare)
    provider.tins = ["942222222", "943333333"]
    let before = try await fixture.changes()
    try await fixture.load { request in
      request.providers = [provider]
      request.contracts = [try Sample.contract { $0.attachmentDays = 45 }]
    }
    let told = try await fixture.changes().dropFirst(before.count)
    #expect(told.contains { $0.hasPrefix("provider \(Sample.primaryCare)") }, "\(told)")
    #expect(told.contains { $0.hasPrefix("contract C-IPA") }, "\(told)")
    var question = NetworkV1.ContractQuestion()
    question.billingNPI = Sample.primaryCare
    question.billingTIN = Sample.tin
    question.lines = [
      .with {
        $0.lineNumber = 1
        $0.day = .with { $0.days = 20_500 }
        $0.procedure = "99213"
        $0.renderingNPI = Sample.primaryCare
        $0.productID = "COM-HMO"
        $0.primaryCareNPI = Sample.primaryCare
      }
    ]
    let answer = try await fixture.answer(question)
    #expect(answer.isBillingTINUnknown && answer.attachmentDays == 45)
    provider.tins = [Sample.tin]
    try await fixture.load { request in request.providers = [provider] }
    #expect(try await !fixture.answer(question).isBillingTINUnknown)
    let position = try await fixture.changes().count
    try await fixture.load { request in request.providers = [provider] }
    #expect(try await fixture.changes().count == position)
  }

  @Test("NET-STAY-1: how stays are paid is kept, answered and told as a change")
  func stays() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    let before = try await fixture.changes()
    try await fixture.load { request in
      request.contracts = [
        try Sample.contract {
          $0.stayMethod = .perDiem
          $0.outlierCharge = Money(cents: 10_000_000).message
        }
      ]
      request.feeSchedules = [try Sample.schedule([try Sample.fee("0120", 250_000)])]
    }
    let told = try await fixture.changes().dropFirst(before.count)
    #expect(told.contains { $0.hasPrefix("contract C-IPA") }, "\(told)")
    var question = try Sample.question("2026-04-20", procedure: "0120")
    question.lines[0].lineNumber = 0
    let line = try await fixture.answer(question)
    #expect(line.feeMethod == .feeSchedule, "a line that is no stay is paid as before")
    question.lines[0].stay = .with {
      $0.admission = question.lines[0].day
      $0.discharge = question.lines[0].day
      $0.accommodations = [
        .with {
          $0.revenueCode = "0120"
          $0.days = 1
        }
      ]
    }
    let answer = try await fixture.answer(question)
    #expect(answer.lineNumber == 0 && answer.feeMethod == .perDiem && answer.unitFee == nil)
    #expect(answer.stayRates.map(\.amount?.cents) == [250_000])
    #expect(answer.outlierCharge?.cents == 10_000_000)
  }

  @Test("A record that is wrong refuses the load whole and is named")
  func wrongRecords() async throws {
    let fixture = try NetworkFixture()
    let cases: [(String, (inout NetworkV1.LoadNetworkRequest) throws -> Void)] = [
      ("request_id", { $0.requestID = "" }),
      (
        "contracts[0].fee_method",
        { $0.contracts = [try Sample.contract { $0.feeMethod = .perDiem }] }
      ),
      (
        "contracts[0].stay_method",
        { $0.contracts = [try Sample.contract { $0.stayMethod = .feeSchedule }] }
      ),
      ("providers[0].npi", { $0.providers = [try Sample.provider("1234567890")] }),
      (
        "providers[1].npi",
        {
          $0.providers = [
            try Sample.provider(Sample.stranger), try Sample.provider(Sample.stranger),
          ]
        }
      ),
      (
        "contracts[0].pay_to_tin", { $0.contracts = [try Sample.contract { $0.payToTIN = "94-1" }] }
      ),
      ("contracts[0].model", { $0.contracts = [try Sample.contract { $0.model = .unspecified }] }),
      (
        "contracts[0].fee_method",
        { $0.contracts = [try Sample.contract { $0.feeMethod = .init(rawValue: 99) }] }
      ),
      (
        "contracts[0].percent_basis_points",
        { $0.contracts = [try Sample.contract { $0.feeMethod = .percentOfSchedule }] }
      ),
      (
        "contracts[0].percent_basis_points",
        { $0.contracts = [try Sample.contract { $0.feeMethod = .percentOfCharges }] }
      ),
      (
        "contracts[0].withhold_basis_points",
        { $0.contracts = [try Sample.contract { $0.withholdBasisPoints = -1 }] }
      ),
      (
        "contracts[0].other_risk_basis_points",
        { $0.contracts = [try Sample.contract { $0.otherRiskBasisPoints = 10_001 }] }
      ),
      (
        "contracts[0].withhold_basis",
        { $0.contracts = [try Sample.contract { $0.withholdBasis = .init(rawValue: 9) }] }
      ),
      (
        "contracts[0].attachment_days",
        { $0.contracts = [try Sample.contract { $0.attachmentDays = 367 }] }
      ),
      (
        "providers[0].tins[1]",
        {
          var provider = try Sample.provider(Sample.billing)
          provider.tins = [Sample.tin, "94-1"]
          $0.providers = [provider]
        }
      ),
      (
        "contracts[0].timely_filing_days",
        { $0.contracts = [try Sample.contract { $0.timelyFilingDays = -1 }] }
      ),
      ("contracts[0].product_ids", { $0.contracts = [try Sample.contract { $0.productIDs = [] }] }),
      (
        "contracts[0].carved_out_procedures",
        {
          $0.contracts = [
            try Sample.contract {
              $0.capitatedProcedures = ["99213"]
              $0.carvedOutProcedures = ["99213"]
            }
          ]
        }
      ),
      (
        "contracts[0].roster[1]",
        {
          $0.contracts = [
            try Sample.contract(roster: [
              try Sample.entry(Sample.primaryCare, "2020-01-01", "2026-01-31"),
              try Sample.entry(Sample.primaryCare, "2026-01-31"),
            ])
          ]
        }
      ),
      (
        "contracts[1].contract_id",
        { $0.contracts = [try Sample.contract(), try Sample.contract()] }
      ),
      (
        "fee_schedules[0].fees[0].amount",
        { $0.feeSchedules = [try Sample.schedule([try Sample.fee("99213", -1)])] }
      ),
      (
        "fee_schedules[0].fees[1]",
        {
          $0.feeSchedules = [
            try Sample.schedule([
              try Sample.fee("99213", 1), try Sample.fee("99213", 2, from: "2026-12-31"),
            ])
          ]
        }
      ),
    ]
    for (field, change) in cases {
      let error = await fixture.refusal { request in
        request.providers = [try Sample.provider(Sample.primaryCare)]
        try change(&request)
      }
      #expect(error?.code == .invalidArgument, "\(field)")
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    #expect(try await fixture.changes().isEmpty)
  }

  @Test("NET-FEE-1: a fee that overlaps a stored one is refused; the same first day replaces it")
  func storedFees() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    let refused = await fixture.refusal { request in
      request.feeSchedules = [
        try Sample.schedule([try Sample.fee("99213", 12_000, from: "2026-07-01")])
      ]
    }
    #expect(refused?.fieldViolations.map(\.field) == ["fee_schedules[0].fees[0]"])
    try await fixture.load { request in
      request.feeSchedules = [
        try Sample.schedule([
          try Sample.fee("99213", 11_000, to: "2026-06-30"),
          try Sample.fee("99213", 12_000, from: "2026-07-01"),
        ])
      ]
    }
    #expect(try await fixture.answer(try Sample.question("2026-06-30")).unitFee?.cents == 11_000)
    #expect(try await fixture.answer(try Sample.question("2026-07-01")).unitFee?.cents == 12_000)
    #expect(try await fixture.administration.violations().isEmpty)
  }

  @Test("New records are changes: providers and roster by NPI, contracts and fees by name")
  func newRecords() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    #expect(
      try await fixture.changes() == [
        "fee FS-2026 2026-01-01..2026-12-31",
        "provider 1000000004 1800-01-01..9999-12-31",
        "provider 1000000012 1800-01-01..9999-12-31",
        "contract C-IPA 2020-01-01..9999-12-31",
        "roster 1000000004 2020-01-01..9999-12-31",
        "roster 1000000012 2020-01-01..9999-12-31",
      ])
  }

  @Test("An exclusion, lost credentials or a roster entry that ends concern their own days")
  func changedDays() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.providers = [
        try Sample.provider(
          Sample.primaryCare, credentialed: try Sample.days("2020-01-01", "2026-06-30"),
          excluded: try Sample.days("2026-01-15"))
      ]
      request.contracts = [
        try Sample.contract(roster: [
          try Sample.entry(Sample.primaryCare),
          try Sample.entry(Sample.specialist, "2020-01-01", "2026-03-31"),
        ])
      ]
    }
    #expect(
      try await fixture.changes(after: 6) == [
        "credential 1000000004 2026-07-01..9999-12-31",
        "exclusion 1000000004 2026-01-15..9999-12-31",
        "roster 1000000012 2026-04-01..9999-12-31",
      ])
  }

  @Test("A contract with other days concerns everybody on its roster on all its days")
  func otherReach() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.contracts = [try Sample.contract(to: "2026-05-31")]
    }
    #expect(
      try await fixture.changes(after: 6) == [
        "contract C-IPA 2020-01-01..9999-12-31",
        "roster 1000000004 2020-01-01..9999-12-31",
        "roster 1000000012 2020-01-01..9999-12-31",
      ])
  }

  @Test("A caller that goes away ends the stream, and a negative position is refused")
  func watching() async throws {
    let fixture = try NetworkFixture()
    let task = Task { try await fixture.handler.watchChanges(after: 0) { _ in } }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await #expect(throws: RPCError.self) {
      try await fixture.handler.watchChanges(after: -1) { _ in }
    }
  }

  @Test(
    "Damage is found and named with its record",
    arguments: [
      ("NET-CONTRACT-1", "C-IPA", "UPDATE contract SET version = 0"),
      ("NET-CONTRACT-1", "C-IPA", "DELETE FROM contract_product"),
      (
        "NET-ROSTER-1", "C-IPA",
        """
        INSERT INTO roster_entry (contract_id, version, npi, from_day, to_day) \
        SELECT contract_id, version, npi, from_day + 30, to_day FROM roster_entry \
        WHERE npi = '1000000004'
        """
      ),
      (
        "NET-FEE-1", "FS-2026",
        """
        INSERT INTO fee (fee_schedule_id, procedure, modifier, from_day, to_day, amount) \
        SELECT fee_schedule_id, procedure, modifier, from_day + 30, to_day, amount FROM fee
        """
      ),
      (
        "NET-EXCL-1", "1000000012",
        "UPDATE provider SET excluded_from = 5 WHERE npi = '1000000012'"
      ),
    ] as [(String, String, SQL)])
  func damage(_ invariant: String, _ record: String, _ statement: SQL) async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    #expect(try await fixture.administration.violations().isEmpty)
    try await fixture.store.write { transaction in try transaction.execute(statement) }
    let violations = try await fixture.administration.violations()
    #expect(violations.contains { $0.invariant == invariant && $0.record == record })
  }
}
