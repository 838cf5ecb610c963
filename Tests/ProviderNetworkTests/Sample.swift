import Domain
import DomainMessages
import Messages
import Testing

/// Messages that the tests of this target share.
enum Sample {
  static let primaryCare = "1000000004"
  static let specialist = "1000000012"
  static let stranger = "1000000020"
  static let billing = "1000000038"
  static let tin = "941111111"

  static func day(_ iso: String) throws -> TypeV1.Day {
    try #require(Day(iso: iso)).message
  }

  static func days(_ from: String, _ to: String? = nil) throws -> TypeV1.DaySpan {
    var span = TypeV1.DaySpan()
    span.from = try day(from)
    span.to = try to.map(day)
    return span
  }

  static func provider(
    _ npi: String, role: TypeV1.ProviderRole = .primaryCare, specialty: String = "family_medicine",
    credentialed: TypeV1.DaySpan? = nil, excluded: TypeV1.DaySpan? = nil
  ) throws -> NetworkV1.Provider {
    var provider = NetworkV1.Provider()
    provider.npi = npi
    provider.name = "Practice"
    provider.role = role
    provider.specialty = specialty
    provider.credentialed = try credentialed ?? days("2020-01-01")
    provider.excluded = excluded
    return provider
  }

  static func contract(
    _ contractID: String = "C-IPA", to: String? = nil,
    roster: [NetworkV1.RosterEntry]? = nil,
    _ change: (inout NetworkV1.Contract) -> Void = { _ in }
  ) throws -> NetworkV1.Contract {
    var contract = NetworkV1.Contract()
    contract.contractID = contractID
    contract.model = .ipa
    contract.payToTIN = tin
    contract.productIDs = ["COM-HMO"]
    contract.days = try days("2020-01-01", to)
    contract.feeScheduleID = "FS-2026"
    contract.feeMethod = .feeSchedule
    contract.roster = try roster ?? [entry(primaryCare), entry(specialist)]
    change(&contract)
    return contract
  }

  static func entry(
    _ npi: String, _ from: String = "2020-01-01", _ to: String? = nil
  ) throws -> NetworkV1.RosterEntry {
    var entry = NetworkV1.RosterEntry()
    entry.npi = npi
    entry.days = try days(from, to)
    return entry
  }

  static func schedule(
    _ fees: [NetworkV1.Fee], name: String = "FS-2026"
  ) throws -> NetworkV1.FeeSchedule {
    var schedule = NetworkV1.FeeSchedule()
    schedule.feeScheduleID = name
    schedule.fees = fees
    return schedule
  }

  static func fee(
    _ procedure: String, _ cents: Int64, modifier: String = "", from: String = "2026-01-01",
    to: String = "2026-12-31"
  ) throws -> NetworkV1.Fee {
    var fee = NetworkV1.Fee()
    fee.procedure = procedure
    fee.modifier = modifier
    fee.amount = Money(cents: cents).message
    fee.days = try days(from, to)
    return fee
  }

  static func question(
    _ iso: String = "2026-04-20", procedure: String = "99213",
    rendering: String = primaryCare, billing: String = billing, tin: String = tin,
    product: String = "COM-HMO", modifiers: [String] = []
  ) throws -> NetworkV1.ContractQuestion {
    var line = NetworkV1.ContractQuestionLine()
    line.lineNumber = 1
    line.day = try day(iso)
    line.procedure = procedure
    line.modifiers = modifiers
    line.placeOfService = "11"
    line.renderingNPI = rendering
    line.productID = product
    line.primaryCareNPI = primaryCare
    var question = NetworkV1.ContractQuestion()
    question.billingNPI = billing
    question.billingTIN = tin
    question.lines = [line]
    return question
  }
}
