import Messages
import Storage

/// Finds stored answers of adjudications and reversals without a decision of that attempt.
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
    for key in keys.compactMap(DecisionKey.init(text:)) {
      let decided = try DecisionRows.find(
        claimID: key.claimID, version: key.version, in: reader)
      guard decided?.key != key else { continue }
      page.violations.append(
        StoreVerification.violation(
          "PAY-ANSWER", key.record, "an answer of attempt \(key.attempt) has no decision"))
    }
    return page
  }
}
