import Messages
import Protobuf
import Storage

/// Finds opening balances that are not those that their load was answered with.
///
/// Only their number is kept beside them: an amount is found by the running amount to which it was
/// posted.
enum OpeningCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try unanswered(in: reader) + miscounted(in: reader) + versioned(in: reader)
  }

  private static func unanswered(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT source FROM (
        SELECT source FROM accumulator_posting WHERE kind = 'opening'
        UNION SELECT source FROM limit_posting WHERE kind = 'opening') p
      WHERE NOT EXISTS (SELECT 1 FROM step_answer a WHERE a.key = 'opening/' || p.source)
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-OPENING", "load \(try row.value(0, as: String.self))", "the load has no stored answer")
    }
  }

  private static func versioned(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT source FROM accumulator_posting
      WHERE kind = 'opening' AND version <> 0 LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-OPENING", "load \(try row.value(0, as: String.self))", "its postings have a version")
    }
  }

  private static func miscounted(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let loads = try reader.rows(
      """
      SELECT a.key, a.answer,
        COALESCE(SUM(CASE WHEN p.deductible <> 0 THEN 1 ELSE 0 END
          + CASE WHEN p.out_of_pocket <> 0 THEN 1 ELSE 0 END), 0)
          + (SELECT COUNT(*) FROM limit_posting l
            WHERE l.kind = 'opening' AND 'opening/' || l.source = a.key)
      FROM step_answer a
      LEFT JOIN accumulator_posting p ON p.kind = 'opening' AND 'opening/' || p.source = a.key
      WHERE a.key >= 'opening/' AND a.key < 'opening0'
      GROUP BY a.key, a.answer
      """
    ) { row in
      (
        key: try row.value(0, as: String.self), answer: try row.value(1, as: [UInt8].self),
        postings: try row.value(2, as: Int64.self)
      )
    }
    return loads.compactMap { load in
      let answer = try? PaymentV1.LoadOpeningBalancesResponse(protobufBytes: load.answer)
      guard answer.map({ Int64($0.postings) }) != load.postings else { return nil }
      return StoreVerification.violation(
        "PAY-OPENING", "load \(load.key.dropFirst("opening/".count))",
        "its postings are not as many as were answered")
    }
  }
}
