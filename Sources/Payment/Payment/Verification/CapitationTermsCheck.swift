import Domain
import Messages
import PaymentRules
import Protobuf
import Storage

/// Finds terms of capitation that are not those that their load was answered with.
enum CapitationTermsCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let answered = try loads(in: reader).flatMap { load in
      let answer = try? PaymentV1.LoadCapitationTermsResponse(protobufBytes: load.answer)
      return (answer?.terms ?? []).map { (source: load.key, terms: $0) }
    }
    let stored = try terms(in: reader)
    let numbers = Set(answered.map(\.terms.termsNumber)).union(stored.keys)
    let wanted = Dictionary(
      answered.map { ($0.terms.termsNumber, $0) }, uniquingKeysWith: { first, _ in first })
    let wrong = try numbers.filter { number in
      guard let found = stored[number], let answer = wanted[number] else { return true }
      let terms = CapitationTerms(
        counting: found.counting, rates: try CapitationTermsRows.rates(of: number, in: reader))
      return found.source != answer.source
        || terms.message(number: number, contractID: found.contractID, from: found.from)
          != answer.terms
    }
    return try wrong.sorted().map(violation) + orphans(in: reader)
  }

  private static func loads(
    in reader: some StoreReading
  ) throws -> [(key: String, answer: [UInt8])] {
    try reader.rows(
      """
      SELECT key, answer FROM step_answer
      WHERE key >= 'capitation-terms/' AND key < 'capitation-terms0'
      """
    ) { row in (key: try row.value(0), answer: try row.value(1)) }
  }

  private struct StoredTerms: Sendable {
    let source: String
    let contractID: String
    let from: Day
    let counting: CapitationCounting
  }

  private static func terms(in reader: some StoreReading) throws -> [Int64: StoredTerms] {
    let rows = try reader.rows(
      "SELECT terms_number, source, contract_id, from_day, counting FROM capitation_terms"
    ) { row in
      (
        try row.value(0, as: Int64.self),
        StoredTerms(
          source: try row.value(1), contractID: try row.value(2), from: try row.value(3),
          counting: try row.value(4))
      )
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  /// Rates belong to terms, and are numbered without a gap.
  private static func orphans(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.terms_number FROM capitation_rate r
      LEFT JOIN capitation_terms t ON t.terms_number = r.terms_number
      GROUP BY r.terms_number
      HAVING COUNT(t.terms_number) <> COUNT(*) OR MIN(r.rate_number) <> 0
        OR MAX(r.rate_number) <> COUNT(*) - 1
      LIMIT 1000
      """
    ) { row in violation(try row.value(0)) }
  }

  private static func violation(_ number: Int64) -> TypeV1.Violation {
    StoreVerification.violation(
      "PAY-CAPITATION", "terms \(number)", "they are not what their load was answered with")
  }
}
