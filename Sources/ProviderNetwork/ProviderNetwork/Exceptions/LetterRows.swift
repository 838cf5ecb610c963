import Domain
import NetworkRules
import Storage

/// Reads and writes letters of agreement in their versions.
enum LetterRows {
  /// Every letter in the version that counts.
  static func current(in reader: some StoreReading) throws -> [LetterOfAgreement] {
    let letters = try reader.rows(
      """
      SELECT v.authorization_number, v.npi, v.version, v.from_day, v.to_day, \
      v.sequestration_clause FROM letter l JOIN letter_version v \
      ON v.authorization_number = l.authorization_number AND v.npi = l.npi \
      AND v.version = l.version ORDER BY v.authorization_number, v.npi
      """, read: letter)
    return try letters.map { try withRates($0, in: reader) }
  }

  /// The letter of this name in the version that counts, or nothing.
  static func letter(
    _ key: LetterOfAgreement.Key, in reader: some StoreReading
  ) throws -> LetterOfAgreement? {
    let letter = try reader.first(
      """
      SELECT v.authorization_number, v.npi, v.version, v.from_day, v.to_day, \
      v.sequestration_clause FROM letter l JOIN letter_version v \
      ON v.authorization_number = l.authorization_number AND v.npi = l.npi \
      AND v.version = l.version WHERE l.authorization_number = $1 AND l.npi = $2
      """, key.authorizationNumber, key.providerNPI, read: letter)
    return try letter.map { try withRates($0, in: reader) }
  }

  /// Adds a version and lets it count.
  static func insert(_ letter: LetterOfAgreement, in transaction: Transaction) throws {
    let key = letter.key
    try transaction.execute(
      """
      INSERT INTO letter_version (authorization_number, npi, version, from_day, to_day, \
      sequestration_clause) VALUES ($1, $2, $3, $4, $5, $6)
      """, key.authorizationNumber, key.providerNPI, letter.version, letter.days.from,
      letter.days.to, letter.sequestrationClause.rawValue)
    for (procedure, amount) in letter.rates.sorted(by: { $0.key < $1.key }) {
      try transaction.execute(
        """
        INSERT INTO letter_rate (authorization_number, npi, version, procedure, amount) \
        VALUES ($1, $2, $3, $4, $5)
        """, key.authorizationNumber, key.providerNPI, letter.version, procedure, amount)
    }
    try transaction.execute(
      """
      INSERT INTO letter (authorization_number, npi, version) VALUES ($1, $2, $3) \
      ON CONFLICT (authorization_number, npi) DO UPDATE SET version = excluded.version
      """, key.authorizationNumber, key.providerNPI, letter.version)
  }

  private static func withRates(
    _ letter: LetterOfAgreement, in reader: some StoreReading
  ) throws -> LetterOfAgreement {
    var letter = letter
    try reader.forEach(
      """
      SELECT procedure, amount FROM letter_rate \
      WHERE authorization_number = $1 AND npi = $2 AND version = $3
      """, letter.key.authorizationNumber, letter.key.providerNPI, letter.version
    ) { row in letter.rates[try row.value(0)] = try row.value(1, as: Money.self) }
    return letter
  }

  private static func letter(_ row: borrowing Row) throws -> LetterOfAgreement {
    var letter = LetterOfAgreement(
      key: LetterOfAgreement.Key(
        authorizationNumber: try row.value(0), providerNPI: try row.value(1)),
      days: try row.span(3, 4), rates: [:], sequestrationClause: try row.code(5))
    letter.version = try row.value(2)
    return letter
  }
}
