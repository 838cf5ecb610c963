import Domain
import PaymentRules
import Storage

/// The rows of terms of capitation.
enum CapitationTermsRows {
  /// How the keys of stored answers begin.
  static let keyPrefix = "capitation-terms/"

  /// Adds terms and gives their number.
  static func insert(
    _ terms: CapitationTerms, contractID: String, from: Day, source: String,
    in transaction: Transaction
  ) throws -> Int64 {
    try transaction.execute(
      """
      INSERT INTO capitation_terms (source, contract_id, from_day, counting)
      VALUES ($1, $2, $3, $4)
      """, source, contractID, from, terms.counting)
    let number = try transaction.first("SELECT MAX(terms_number) FROM capitation_terms") { row in
      try row.value(0, as: Int64.self)
    }
    guard let number else { throw StorageError(.corrupt, "terms were not numbered") }
    for (index, rate) in terms.rates.enumerated() {
      try transaction.execute(
        """
        INSERT INTO capitation_rate (
          terms_number, rate_number, category, sex, age_from, age_to, amount)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """, number, index, rate.category, rate.sex, rate.ages.lowerBound, rate.ages.upperBound,
        rate.amount)
    }
    return number
  }

  /// The terms of a contract that hold in a month, with their number.
  static func find(
    contractID: String, in month: CapitationMonth, _ reader: some StoreReading
  ) throws -> (number: Int64, terms: CapitationTerms)? {
    let found = try reader.first(
      """
      SELECT terms_number, counting FROM capitation_terms
      WHERE contract_id = $1 AND from_day <= $2 ORDER BY from_day DESC, terms_number DESC
      """, contractID, month.first
    ) { row in (try row.value(0, as: Int64.self), try row.value(1, as: CapitationCounting.self)) }
    guard let (number, counting) = found else { return nil }
    return (number, CapitationTerms(counting: counting, rates: try rates(of: number, in: reader)))
  }

  /// The rates of terms, in the order in which they were loaded.
  static func rates(of number: Int64, in reader: some StoreReading) throws -> [CapitationRate] {
    try reader.rows(
      """
      SELECT category, sex, age_from, age_to, amount FROM capitation_rate
      WHERE terms_number = $1 ORDER BY rate_number
      """, number
    ) { row in
      let (first, last) = (try row.value(2, as: Int.self), try row.value(3, as: Int.self))
      guard 0 <= first, first <= last else {
        throw StorageError(.corrupt, "a rate of capitation has no ages")
      }
      return CapitationRate(
        category: try row.value(0), sex: try row.value(1), ages: first...last,
        amount: try row.value(4))
    }
  }
}

extension CapitationCounting: StorableValue {}
extension MemberSex: StorableValue {}
