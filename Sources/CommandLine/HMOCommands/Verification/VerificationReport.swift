import Foundation

/// What the checks of the suite came to: each check with what it found, or why it could not be made.
struct VerificationReport: Encodable {
  /// One thing that is wrong.
  struct Violation: Encodable, Hashable {
    let invariant: String
    let record: String
    let finding: String
  }

  /// One check of one service, or of two against each other.
  struct Check: Encodable {
    /// Whose check it is, such as `payment`, or `gateway and payment`.
    let service: String
    /// What was looked at.
    var checked: String
    /// What is wrong; what was found before a check broke off stays.
    var violations: [Violation] = []
    /// Why the check was not made to its end, and what to do; absent when it was.
    var failure: String?
  }

  /// The checks in the order in which they were made.
  private(set) var checks: [Check] = []
  /// The exit code of the first check that was not made; 0 when all were.
  private var failureCode: Int32 = 0

  private enum CodingKeys: String, CodingKey {
    case checks
  }

  /// Adds a check that was made.
  mutating func add(_ check: Check) {
    checks.append(check)
  }

  /// Adds a check that could not be made to its end: it is never taken for one that found nothing.
  mutating func add(_ check: Check, failedBy failure: CommandFailure) {
    var check = check
    check.failure = failure.message
    checks.append(check)
    if failureCode == 0 { failureCode = failure.code }
  }

  /// Why the suite is not known to be sound; nothing when every check was made and found nothing.
  ///
  /// Something that is wrong weighs more than a check that is missing.
  var failure: CommandFailure? {
    let count = checks.reduce(0) { $0 + $1.violations.count }
    if count > 0 {
      return CommandFailure(
        "\(count) \(count == 1 ? "violation" : "violations"); docs/invariants.md says what each"
          + " invariant means. Keep the stores as they are until it is known how this came to be")
    }
    let missing = checks.filter { $0.failure != nil }
    if let first = missing.first {
      return CommandFailure(
        "not checked: \(missing.map(\.service).joined(separator: ", ")). \(first.failure ?? "")",
        code: failureCode)
    }
    return checks.isEmpty ? CommandFailure("nothing was checked") : nil
  }

  /// The report as a table for people.
  var table: String {
    var table = TextTable([("SERVICE", .left), ("CHECKED", .left), ("VIOLATIONS", .right)])
    for check in checks {
      let isComplete = check.failure == nil
      table.add([
        check.service,
        isComplete ? check.checked : "not checked to the end: \(check.failure ?? "")",
        isComplete || !check.violations.isEmpty ? String(check.violations.count) : "-",
      ])
    }
    return table.text
  }

  /// The report as JSON for programs.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
