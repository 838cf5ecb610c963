import Domain
import DomainMessages
import Messages
import NetworkRules

/// Prices beside contracts, and what Medicare's are computed from, as a load states them.
struct LoadedExceptions: Hashable, Sendable {
  /// How many procedures a letter of agreement has at most.
  private static let ratesMax = 1_000

  /// From where schedules have what no row lists; only those that say so.
  let sources: [String: FeeSource]
  /// Letters of agreement; their versions are set when they are stored.
  let letters: [LetterOfAgreement]
  /// What products owe without a contract.
  let terms: [OutOfNetworkTerms]
  /// What physicians' services take.
  let values: [RelativeValueRow]
  /// What practices cost.
  let costs: [PracticeCostRow]
  /// In which localities postal codes lie.
  let localities: [PostalLocalityRow]
  /// What a unit is worth.
  let factors: [ConversionFactorRow]

  /// Reads and checks them.
  init(
    _ request: NetworkV1.LoadNetworkRequest, countMax: Int
  ) throws(MessageError) {
    sources = try LoadedExceptions.sources(request.feeSchedules)
    letters = try LoadedExceptions.letters(request.lettersOfAgreement, countMax: countMax)
    terms = try MessageCheck.list(
      request.outOfNetworkTerms, "out_of_network_terms", countMax: countMax,
      OutOfNetworkTerms.init)
    values = try MessageCheck.list(
      request.relativeValues, "relative_values", countMax: countMax, RelativeValueRow.init)
    costs = try MessageCheck.list(
      request.practiceCosts, "practice_costs", countMax: countMax, PracticeCostRow.init)
    localities = try MessageCheck.list(
      request.postalLocalities, "postal_localities", countMax: countMax, PostalLocalityRow.init)
    factors = try MessageCheck.list(
      request.conversionFactors, "conversion_factors", countMax: countMax,
      ConversionFactorRow.init)
  }

  /// Says in `response` how many there are of each kind.
  func count(in response: inout NetworkV1.LoadNetworkResponse) {
    response.lettersOfAgreement = Int32(clamping: letters.count)
    response.outOfNetworkTerms = Int32(clamping: terms.count)
    response.relativeValues = Int32(clamping: values.count)
    response.practiceCosts = Int32(clamping: costs.count)
    response.postalLocalities = Int32(clamping: localities.count)
    response.conversionFactors = Int32(clamping: factors.count)
  }

  private static func sources(
    _ schedules: [NetworkV1.FeeSchedule]
  ) throws(MessageError) -> [String: FeeSource] {
    var sources: [String: FeeSource] = [:]
    for (index, schedule) in schedules.enumerated() {
      let source: FeeSource
      switch schedule.source {
      case .unspecified: continue
      case .listed: source = .listed
      case .relativeValues: source = .relativeValues
      default: throw MessageError("fee_schedules[\(index)].source", "is no source of fees")
      }
      guard sources.updateValue(source, forKey: schedule.feeScheduleID) ?? source == source else {
        throw MessageError("fee_schedules[\(index)].source", "is another than said before")
      }
    }
    return sources
  }

  private static func letters(
    _ messages: [NetworkV1.LetterOfAgreement], countMax: Int
  ) throws(MessageError) -> [LetterOfAgreement] {
    let letters = try MessageCheck.list(messages, "letters_of_agreement", countMax: countMax) {
      message throws(MessageError) in try LetterOfAgreement(message, ratesMax: ratesMax)
    }
    var seen: Set<LetterOfAgreement.Key> = []
    for (index, letter) in letters.enumerated() where !seen.insert(letter.key).inserted {
      throw MessageError("letters_of_agreement[\(index)]", "is the letter of an earlier entry")
    }
    return letters
  }
}
