import Domain
import DomainMessages
import Messages
import Protobuf
import ProviderNetwork
import Testing

@Suite("Medicare's whole physician fee schedule, loaded and asked")
struct MedicareScheduleTests {
  /// How many rows one load brings.
  private static let rowsOfPart = 5_000

  @Test("NET-PFS-1, NET-PFS-3: the store answers every published amount of 2025 to the cent")
  func publishedAmounts() async throws {
    guard let files = try MedicareFiles() else { return }
    let fixture = try NetworkFixture()
    try await load(files, into: fixture)
    let postalCodes = Dictionary(
      files.localities.filter { !$0.isSplit }.map { ($0.carrier + $0.locality, $0.postalCode) }
    ) { first, _ in first }
    var compared = 0
    for (place, column) in [("22", "facility_fee"), ("11", "nonfacility_fee")] {
      for part in stride(from: 0, to: files.published.count, by: 1_000) {
        let rows = Array(files.published.dropFirst(part).prefix(1_000))
        let answers = try await answers(to: rows, at: place, postalCodes, from: fixture)
        for (row, answer) in zip(rows, answers) {
          let expected = try #require(Money(decimal: row[column] ?? ""))
          #expect(answer.unitFee?.cents == expected.cents, "\(row)")
          compared += 1
        }
      }
    }
    #expect(compared == 2 * files.published.count && compared > 2)
    try await expectNoFee(forSplitCodesOf: files, from: fixture)
    #expect(try await fixture.administration.violations().isEmpty)
  }

  private func load(_ files: MedicareFiles, into fixture: NetworkFixture) async throws {
    var rest = files.values[...]
    var loaded: Int32 = 0
    while !rest.isEmpty {
      let part = Array(rest.prefix(MedicareScheduleTests.rowsOfPart))
      rest = rest.dropFirst(part.count)
      loaded += try await fixture.load { $0.relativeValues = part }.relativeValues
    }
    #expect(Int(loaded) == files.values.count)
    var codes = files.localities[...]
    while !codes.isEmpty {
      let part = Array(codes.prefix(MedicareScheduleTests.rowsOfPart))
      codes = codes.dropFirst(part.count)
      try await fixture.load { $0.postalLocalities = part }
    }
    try await fixture.load { request in
      request.practiceCosts = files.costs
      request.conversionFactors = [
        try .with {
          $0.days = try Sample.days("2025-10-01", "2025-12-31")
          $0.tenThousandths = 323_465
        }
      ]
      request.providers = [try Sample.provider(Sample.primaryCare)]
      request.contracts = [
        try Sample.contract(roster: [try Sample.entry(Sample.primaryCare)]) {
          $0.feeScheduleID = "PFS"
        }
      ]
      request.feeSchedules = [.with { $0.feeScheduleID = "PFS" }]
      request.feeSchedules[0].source = .relativeValues
    }
  }

  private func answers(
    to rows: [[String: String]], at place: String, _ postalCodes: [String: String],
    from fixture: NetworkFixture
  ) async throws -> [NetworkV1.ContractAnswerLine] {
    var request = NetworkV1.ResolveContractRequest()
    request.questions = try rows.map { row in
      let locality = (row["carrier"] ?? "") + (row["locality"] ?? "")
      return try question(
        row["hcpcs"] ?? "", modifier: row["mod"] ?? "", at: place,
        postalCode: try #require(postalCodes[locality], "no postal code of \(locality)"))
    }
    return try await fixture.handler.resolveContract(request).results.map { result in
      guard case .answer(let answer) = result.result else { throw UnexpectedRefusal() }
      return try #require(answer.lines.first)
    }
  }

  private func question(
    _ procedure: String, modifier: String = "", at place: String = "11", postalCode: String
  ) throws -> NetworkV1.ContractQuestion {
    var question = try Sample.question(
      "2025-11-03", procedure: procedure, modifiers: modifier.isEmpty ? [] : [modifier])
    question.lines[0].placeOfService = place
    question.billingPostalCode = postalCode
    return question
  }

  private func expectNoFee(
    forSplitCodesOf files: MedicareFiles, from fixture: NetworkFixture
  ) async throws {
    let split = files.localities.filter(\.isSplit)
    #expect(!split.isEmpty)
    let code = try #require(split.first).postalCode
    let procedure = try #require(files.published.first?["hcpcs"])
    let answer = try await fixture.answer(try question(procedure, postalCode: code + "1234"))
    #expect(answer.unitFee == nil)
    #expect(answer.feeMethod == .feeSchedule)
  }
}
