import ClaimRules
import Domain
import Storage

/// Finds the lines of a claim that repeat or resemble earlier ones, and makes them findable
/// themselves.
enum LineClaiming {
  /// The lines that were found, by their numbers.
  struct Finding {
    /// Lines that repeat an earlier line exactly.
    var duplicates: [Int32] = []
    /// Lines that only resemble one.
    var possibleDuplicates: [Int32] = []
  }

  /// Claims the signature and the service of each line of `claim`.
  static func claim(
    _ claim: SubmittedClaim, for number: ClaimNumber, in transaction: Transaction
  ) throws -> Finding {
    var finding = Finding()
    guard claim.isTestedForDuplicates else { return finding }
    for line in claim.lines {
      let lineNumber = Int32(clamping: line.lineNumber)
      let inserted = try transaction.execute(
        """
        INSERT INTO line_signature (signature, claim_number, line_number) VALUES ($1, $2, $3) \
        ON CONFLICT (signature) DO NOTHING
        """, try signature(line, of: claim), number.value, lineNumber)
      guard inserted > 0 else {
        finding.duplicates.append(lineNumber)
        continue
      }
      guard let service = LineService(line, of: claim) else { continue }
      if try !line.isDistinctService && isKnown(service, in: transaction) {
        finding.possibleDuplicates.append(lineNumber)
      }
      try transaction.execute(
        "INSERT INTO line_service (service, claim_number, line_number) VALUES ($1, $2, $3)",
        service.text, number.value, lineNumber)
    }
    return finding
  }

  /// Lets the lines of a voided claim be billed again.
  static func forget(
    _ claim: SubmittedClaim, _ number: ClaimNumber, in transaction: Transaction
  ) throws {
    for line in claim.lines {
      try transaction.execute(
        "DELETE FROM line_signature WHERE signature = $1 AND claim_number = $2",
        try signature(line, of: claim), number.value)
      guard let service = LineService(line, of: claim) else { continue }
      try transaction.execute(
        "DELETE FROM line_service WHERE service = $1 AND claim_number = $2", service.text,
        number.value)
    }
  }

  private static func isKnown(
    _ service: LineService, in transaction: Transaction
  ) throws -> Bool {
    try transaction.first(
      "SELECT 1 FROM line_service WHERE service = $1 LIMIT 1", service.text, read: { _ in true })
      ?? false
  }

  private static func signature(
    _ line: SubmittedClaim.Line, of claim: SubmittedClaim
  ) throws -> [UInt8] {
    try RequestDigest.sha256(Array(LineSignature(line, of: claim).text.utf8))
  }
}
