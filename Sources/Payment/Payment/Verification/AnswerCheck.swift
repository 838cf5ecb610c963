import Messages
import Storage

/// Finds stored answers of adjudications without a decision of that attempt.
enum AnswerCheck {
  /// One page of answers: the last key that was read, and what is wrong.
  struct Page: Sendable {
    var lastKey: String?
    var violations: [TypeV1.Violation] = []
  }

  /// Checks the next answers in the order of their keys.
  static func page(
    after key: String, count: Int, in reader: some StoreReading
  ) throws -> Page {
    var page = Page()
    let keys = try reader.rows(
      "SELECT key FROM step_answer WHERE key > $1 ORDER BY key LIMIT $2", key, count
    ) { row in try row.value(0, as: String.self) }
    page.lastKey = keys.last
    for key in keys.compactMap(AdjudicationKey.init(text:)) {
      guard try attempt(at: key, in: reader) != key.attempt else { continue }
      page.violations.append(
        StoreVerification.violation(
          "PAY-ANSWER", "\(key.claimID) version \(key.version)",
          "an answer of attempt \(key.attempt) has no decision"))
    }
    return page
  }

  private static func attempt(
    at key: AdjudicationKey, in reader: some StoreReading
  ) throws -> Int32? {
    try reader.first(
      "SELECT attempt FROM decision WHERE claim_id = $1 AND version = $2", key.claimID, key.version
    ) { row in try row.value(0, as: Int32.self) }
  }
}
