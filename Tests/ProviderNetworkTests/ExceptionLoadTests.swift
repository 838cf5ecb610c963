import Domain
import DomainMessages
import Messages
import Protobuf
import ProviderNetwork
import RPC
import Storage
import TestKit
import Testing

@Suite("Loading what gives a price without a contract")
struct ExceptionLoadTests {
  private func letter(
    _ cents: Int64 = 50_000, number: String = "A7", npi: String = Sample.stranger
  ) throws -> NetworkV1.LetterOfAgreement {
    var letter = NetworkV1.LetterOfAgreement()
    letter.authorizationNumber = number
    letter.providerNPI = npi
    letter.days = try Sample.days("2026-01-01", "2026-12-31")
    letter.rates = [
      .with {
        $0.procedure = "99213"
        $0.amount = Money(cents: cents).message
      }
    ]
    return letter
  }

  private func terms(
    _ from: String = "2026-01-01", _ to: String = "2026-12-31"
  ) throws -> NetworkV1.OutOfNetworkTerms {
    var terms = NetworkV1.OutOfNetworkTerms()
    terms.productID = "COM-HMO"
    terms.days = try Sample.days(from, to)
    terms.feeMethod = .qualifyingPayment
    terms.feeScheduleID = "QPA"
    terms.lineOfBusiness = .commercialGroup
    return terms
  }

  private func factor(
    _ from: String, _ to: String, _ value: Int32 = 320_000
  ) throws -> NetworkV1.ConversionFactor {
    var factor = NetworkV1.ConversionFactor()
    factor.days = try Sample.days(from, to)
    factor.tenThousandths = value
    return factor
  }

  private func question(authorization: String) throws -> NetworkV1.ContractQuestion {
    var question = try Sample.question(rendering: Sample.stranger, tin: "942222222")
    question.lines[0].authorizationNumber = authorization
    return question
  }

  @Test("NET-LETTER-1: a letter is answered as loaded, and a changed one gets a new version")
  func letters() async throws {
    let fixture = try NetworkFixture()
    let response = try await fixture.load { $0.lettersOfAgreement = [try letter()] }
    #expect(response.lettersOfAgreement == 1)
    var line = try await fixture.answer(try question(authorization: "A7"))
    #expect(line.feeMethod == .unspecified && line.unitFee == nil)
    #expect(line.letter?.authorizationNumber == "A7")
    #expect(line.letter?.amount?.cents == 50_000)
    #expect(line.status == .outOfNetwork)
    try await fixture.load { $0.lettersOfAgreement = [try letter()] }
    try await fixture.load { $0.lettersOfAgreement = [try letter(60_000)] }
    line = try await fixture.answer(try question(authorization: "A7"))
    #expect(line.letter?.amount?.cents == 60_000)
    let versions = try await fixture.store.read { reader in
      try reader.rows("SELECT version FROM letter_version ORDER BY version") { row in
        try row.value(0, as: Int64.self)
      }
    }
    #expect(versions == [1, 2])
    #expect(
      try await fixture.changes() == [
        "letter_of_agreement A7 2026-01-01..2026-12-31",
        "letter_of_agreement A7 2026-01-01..2026-12-31",
      ])
    #expect(try await fixture.administration.violations().isEmpty)
    let other = try await fixture.answer(try question(authorization: "A8"))
    #expect(other.feeMethod == .unspecified && other.unitFee == nil && other.letter == nil)
  }

  @Test("NET-OON-2: a price without a contract is answered without one")
  func withoutContract() async throws {
    let fixture = try NetworkFixture()
    try await fixture.load {
      $0.outOfNetworkTerms = [try terms()]
      $0.feeSchedules = [try Sample.schedule([try Sample.fee("99285", 95_000)], name: "QPA")]
    }
    var question = try Sample.question(
      procedure: "99285", rendering: Sample.stranger, tin: "942222222")
    question.lines[0].isOwedWithoutContract = true
    let line = try await fixture.answer(question)
    #expect(line.contractID.isEmpty && line.model == .unspecified)
    #expect(line.feeMethod == .qualifyingPayment)
    #expect(line.unitFee?.cents == 95_000)
    #expect(
      try await fixture.changes() == [
        "fee QPA 2026-01-01..2026-12-31", "out_of_network_terms COM-HMO 2026-01-01..2026-12-31",
      ])
  }

  @Test("NET-PFS-3: the locality is looked up where the line was given, else where the provider is")
  func placeOfTheService() async throws {
    let fixture = try NetworkFixture()
    try await fixture.load {
      $0.providers = [try Sample.provider(Sample.primaryCare)]
      $0.contracts = [
        try Sample.contract(roster: [try Sample.entry(Sample.primaryCare)]) {
          $0.feeScheduleID = "PFS"
        }
      ]
      $0.feeSchedules = [.with { $0.feeScheduleID = "PFS" }]
      $0.feeSchedules[0].source = .relativeValues
    }
    for (own, expected) in [("", "62701"), ("60601", "60601")] {
      var question = try Sample.question()
      question.billingPostalCode = "62701"
      question.lines[0].postalCode = own
      var request = NetworkV1.ResolveContractRequest()
      request.questions = [question]
      let result = try await fixture.handler.resolveContract(request).results.first?.result
      guard case .answer(let answer)? = result else { throw UnexpectedRefusal() }
      let codes = answer.trace.steps.flatMap(\.facts).filter { $0.name == "postal_code" }.map(
        \.value)
      #expect(codes == [expected])
    }
  }

  @Test("What a load says wrongly is refused with its field, and nothing is written")
  func refused() async throws {
    let fixture = try NetworkFixture()
    let wrong: [(String, (inout NetworkV1.LoadNetworkRequest) throws -> Void)] = [
      (
        "letters_of_agreement[0].authorization_number",
        {
          $0.lettersOfAgreement = [try letter(number: "")]
        }
      ),
      ("letters_of_agreement[0].provider_npi", { $0.lettersOfAgreement = [try letter(npi: "1")] }),
      ("letters_of_agreement[0].rates[0].amount", { $0.lettersOfAgreement = [try letter(0)] }),
      ("letters_of_agreement[1]", { $0.lettersOfAgreement = [try letter(), try letter(1)] }),
      (
        "letters_of_agreement[0].rates",
        {
          $0.lettersOfAgreement = [try letter()]
          $0.lettersOfAgreement[0].rates = []
        }
      ),
      (
        "out_of_network_terms[0].fee_method",
        {
          $0.outOfNetworkTerms = [try terms()]
          $0.outOfNetworkTerms[0].feeMethod = .feeSchedule
        }
      ),
      (
        "out_of_network_terms[0].fee_method",
        {
          $0.outOfNetworkTerms = [try terms()]
          $0.outOfNetworkTerms[0].lineOfBusiness = .medicareAdvantage
        }
      ),
      (
        "out_of_network_terms[0].line_of_business",
        {
          $0.outOfNetworkTerms = [try terms()]
          $0.outOfNetworkTerms[0].lineOfBusiness = .unspecified
        }
      ),
      (
        "out_of_network_terms[1]",
        {
          $0.outOfNetworkTerms = [try terms(), try terms("2026-06-01", "2026-06-30")]
        }
      ),
      (
        "contracts[0].fee_method",
        {
          $0.contracts = [try Sample.contract { $0.feeMethod = .medicare }]
        }
      ),
      (
        "conversion_factors[0].ten_thousandths",
        {
          $0.conversionFactors = [try factor("2026-01-01", "2026-12-31", 0)]
        }
      ),
      (
        "conversion_factors[1]",
        {
          $0.conversionFactors = [
            try factor("2026-01-01", "2026-12-31"), try factor("2026-07-01", "2026-12-31", 1),
          ]
        }
      ),
      (
        "postal_localities[0].postal_code",
        {
          $0.postalLocalities = [.with { $0.postalCode = "6270A" }]
        }
      ),
      (
        "relative_values[0].work_hundredths",
        {
          $0.relativeValues = [.with { $0.workHundredths = -1 }]
        }
      ),
      (
        "fee_schedules[0].source",
        {
          $0.feeSchedules = [try Sample.schedule([])]
          $0.feeSchedules[0].source = .init(rawValue: 9)
        }
      ),
    ]
    for (field, change) in wrong {
      let error = await fixture.refusal(change)
      #expect(error?.code == .invalidArgument, "\(field)")
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    #expect(try await fixture.changes() == [])
  }

  @Test("A row replaces the one that begins on the same day, and may not overlap another")
  func replaced() async throws {
    let fixture = try NetworkFixture()
    try await fixture.load {
      $0.conversionFactors = [
        try factor("2025-01-01", "2025-12-31"), try factor("2026-01-01", "2026-12-31"),
      ]
    }
    try await fixture.load {
      $0.conversionFactors = [try factor("2026-01-01", "2026-06-30", 330_000)]
    }
    try await fixture.load { $0.conversionFactors = [try factor("2026-07-01", "2026-12-31")] }
    let error = await fixture.refusal {
      $0.conversionFactors = [try factor("2025-12-31", "2025-12-31")]
    }
    #expect(error?.fieldViolations.map(\.field) == ["conversion_factors[0]"])
    #expect(
      try await fixture.changes() == [
        "physician_fee medicare 2025-01-01..2026-12-31",
        "physician_fee medicare 2026-01-01..2026-12-31",
        "physician_fee medicare 2026-07-01..2026-12-31",
      ])
  }

  @Test(
    "NET-LETTER-1, NET-OON-2, NET-PFS-1, NET-PFS-3: a broken row is found",
    arguments: [
      ("NET-LETTER-1", "UPDATE letter_rate SET amount = 0"),
      ("NET-LETTER-1", "DELETE FROM letter_rate"),
      ("NET-LETTER-1", "DELETE FROM letter"),
      ("NET-LETTER-1", "UPDATE letter_version SET to_day = from_day - 1"),
      ("NET-OON-2", "UPDATE out_of_network_terms SET to_day = from_day - 1"),
      ("NET-PFS-1", "UPDATE conversion_factor SET to_day = to_day + 1"),
      ("NET-PFS-1", "UPDATE conversion_factor SET ten_thousandths = -1"),
    ] as [(String, SQL)])
  func broken(invariant: String, statement: SQL) async throws {
    let fixture = try NetworkFixture()
    try await fixture.load {
      $0.lettersOfAgreement = [try letter()]
      $0.outOfNetworkTerms = [try terms()]
      $0.conversionFactors = [
        try factor("2025-01-01", "2025-12-31"), try factor("2026-01-01", "2026-12-31"),
      ]
    }
    #expect(try await fixture.administration.violations().isEmpty)
    _ = try await fixture.store.write { transaction in
      try transaction.execute(statement)
    }
    #expect(try await fixture.administration.violations().first?.invariant == invariant)
  }
}
