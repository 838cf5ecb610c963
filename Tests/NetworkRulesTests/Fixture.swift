import Domain
import NetworkRules
import Testing

/// Providers, contracts and questions that the tests of this target share.
enum Fixture {
  static let primaryCare = "1000000004"
  static let specialist = "1000000012"
  static let stranger = "1000000020"
  static let billing = "1000000038"
  static let groupTIN = "941111111"
  static let ownTIN = "942222222"
  static let schedule = "FS-2026"

  static func day(_ iso: String) throws -> Day {
    try #require(Day(iso: iso))
  }

  static func days(_ from: String, _ to: String = "9999-12-31") throws -> DaySpan {
    DaySpan(from: try day(from), to: try day(to))
  }

  static func provider(
    _ npi: String, role: ProviderRole = .primaryCare, specialty: String = "family_medicine",
    credentialed: DaySpan? = DaySpan(from: .first), excluded: DaySpan? = nil
  ) -> ProviderRecord {
    ProviderRecord(
      npi: npi, role: role, specialty: specialty, credentialed: credentialed, excluded: excluded)
  }

  static func contract(
    _ contractID: String = "C-IPA", model: ContractFacts.Model = .ipa,
    tin: String = groupTIN, products: Set<String> = ["COM-HMO"], from: String = "2020-01-01",
    to: String = "9999-12-31", _ change: (inout ContractTerms) -> Void = { _ in }
  ) throws -> ContractTerms {
    var terms = ContractTerms(
      contractID: contractID, model: model, payToTIN: tin, productIDs: products,
      days: try days(from, to))
    terms.feeScheduleID = schedule
    change(&terms)
    return terms
  }

  static func entry(
    _ npi: String, on contractID: String = "C-IPA", from: String = "2020-01-01",
    to: String = "9999-12-31"
  ) throws -> RosterEntry {
    RosterEntry(contractID: contractID, npi: npi, days: try days(from, to))
  }

  static func fee(
    _ procedure: String, _ cents: Int64, modifier: String = "", from: String = "2026-01-01",
    to: String = "2026-12-31", schedule: String = schedule
  ) throws -> FeeRow {
    FeeRow(
      feeScheduleID: schedule, procedure: procedure, modifier: modifier,
      amount: Money(cents: cents), days: try days(from, to))
  }

  static func line(
    _ iso: String = "2026-03-10", procedure: String = "99213", modifiers: [String] = [],
    rendering: String = primaryCare, product: String = "COM-HMO", pcp: String = primaryCare
  ) throws -> ContractQuestion.Line {
    ContractQuestion.Line(
      lineNumber: 1, day: try day(iso), procedure: procedure, modifiers: modifiers,
      renderingNPI: rendering, productID: product, primaryCareNPI: pcp)
  }

  /// Answers one line.
  static func answer(
    _ line: ContractQuestion.Line, billedUnder tin: String = groupTIN,
    by billingNPI: String = billing, in directory: NetworkDirectory
  ) throws -> (line: ContractFacts.Line, trace: [TraceStep]) {
    let question = ContractQuestion(billingNPI: billingNPI, billingTIN: tin, lines: [line])
    let facts = ContractEvaluation.evaluate(question, in: directory)
    return (try #require(facts.lines.first), facts.trace)
  }
}
