import Domain
import DomainMessages
import NetworkRules
import RPC
import Storage

/// The exceptions of a load beside what the store has.
struct ExceptionPosting {
  private let loaded: LoadedExceptions
  private let terms: DatedPosting<OutOfNetworkTerms>
  private let values: DatedPosting<RelativeValueRow>
  private let costs: DatedPosting<PracticeCostRow>
  private let localities: DatedPosting<PostalLocalityRow>
  private let factors: DatedPosting<ConversionFactorRow>

  /// Under what name the feed says that Medicare's fees for physicians change.
  private static let physicianFees = "medicare"

  /// Reads what the store has.
  init(_ loaded: LoadedExceptions, in reader: some StoreReading) throws {
    self.loaded = loaded
    terms = try DatedPosting(loaded.terms, "out_of_network_terms", in: reader)
    values = try DatedPosting(loaded.values, "relative_values", in: reader)
    costs = try DatedPosting(loaded.costs, "practice_costs", in: reader)
    localities = try DatedPosting(loaded.localities, "postal_localities", in: reader)
    factors = try DatedPosting(loaded.factors, "conversion_factors", in: reader)
  }

  /// Checks that no two rows say different things about one day.
  ///
  /// - Throws: ``RPCError`` with INVALID_ARGUMENT.
  func check() throws(RPCError) {
    try terms.check()
    try values.check()
    try costs.check()
    try localities.check()
    try factors.check()
  }

  /// Writes what is new or different, and appends what it changes to `log`.
  ///
  /// - Returns: Whether anything was written.
  func post(to log: ChangeWriter, in transaction: Transaction) throws -> Bool {
    var isChanged = try postSources(to: log, in: transaction)
    for letter in loaded.letters {
      isChanged = try post(letter, to: log, in: transaction) || isChanged
    }
    for (product, days) in try terms.post(in: transaction).sorted(by: { $0.key < $1.key }) {
      try log.append("out_of_network_terms", product, on: days)
      isChanged = true
    }
    return try postPhysicianFees(to: log, in: transaction) || isChanged
  }

  /// Says once for all what changed of Medicare's fees for physicians.
  private func postPhysicianFees(
    to log: ChangeWriter, in transaction: Transaction
  ) throws -> Bool {
    let spans =
      Array(try values.post(in: transaction).values)
      + Array(try costs.post(in: transaction).values)
      + Array(try localities.post(in: transaction).values)
      + Array(try factors.post(in: transaction).values)
    guard let first = spans.first else { return false }
    let days = spans.dropFirst().reduce(first) { $0.joined(with: $1) }
    try log.append("physician_fee", ExceptionPosting.physicianFees, on: days)
    return true
  }

  private func postSources(to log: ChangeWriter, in transaction: Transaction) throws -> Bool {
    var isChanged = false
    for (schedule, source) in loaded.sources.sorted(by: { $0.key < $1.key })
    where try FeeSource.source(of: schedule, in: transaction) != source {
      try source.replace(of: schedule, in: transaction)
      try log.append("fee", schedule, on: DaySpan(from: .first))
      isChanged = true
    }
    return isChanged
  }

  /// Adds the letter or a new version of it, and nothing when the store says the same already.
  private func post(
    _ letter: LetterOfAgreement, to log: ChangeWriter, in transaction: Transaction
  ) throws -> Bool {
    let stored = try LetterRows.letter(letter.key, in: transaction)
    var letter = letter
    letter.version = stored?.version ?? 0
    guard letter != stored else { return false }
    letter.version += 1
    try LetterRows.insert(letter, in: transaction)
    try log.append(
      "letter_of_agreement", letter.key.authorizationNumber,
      on: letter.days.joined(with: stored?.days))
    return true
  }
}
