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
      guard try insert(line, of: claim, for: number, in: transaction) else {
        finding.duplicates.append(lineNumber)
        continue
      }
      guard let service = LineService(line, of: claim) else { continue }
      if try count(service, in: transaction) > 1, !line.isDistinctService {
        finding.possibleDuplicates.append(lineNumber)
      }
    }
    return finding
  }

  /// Claims the lines of a replacement; those that repeat a line of the claim whose place it takes are
  /// its own, and become findable when it has taken it.
  static func claim(
    _ claim: SubmittedClaim, for number: ClaimNumber, replacing replaced: ClaimNumber,
    in transaction: Transaction
  ) throws -> Finding {
    var finding = Finding()
    var seen: Set<[UInt8]> = []
    for line in claim.lines {
      let signature = try signature(line, of: claim)
      let owner = try transaction.first(
        "SELECT claim_number FROM line_signature WHERE signature = $1", signature,
        read: { row in try row.value(0, as: Int64.self) })
      guard seen.insert(signature).inserted, owner == nil || owner == replaced.value else {
        finding.duplicates.append(Int32(clamping: line.lineNumber))
        continue
      }
      guard owner == nil, try insert(line, of: claim, for: number, in: transaction) else {
        continue
      }
      if let service = LineService(line, of: claim) { _ = try count(service, in: transaction) }
    }
    return finding
  }

  /// Lets lines be found that take the place of others, without asking whether they repeat one.
  static func takePlace(
    _ claim: SubmittedClaim, for number: ClaimNumber, in transaction: Transaction
  ) throws {
    for line in claim.lines
    where try insert(line, of: claim, for: number, in: transaction) {
      guard let service = LineService(line, of: claim) else { continue }
      _ = try count(service, in: transaction)
    }
  }

  /// Lets the lines of a claim that was taken back be billed again; one that repeated an earlier line
  /// counts nowhere.
  static func forget(
    _ claim: SubmittedClaim, _ number: ClaimNumber, in transaction: Transaction
  ) throws {
    for line in claim.lines {
      let deleted = try transaction.execute(
        "DELETE FROM line_signature WHERE signature = $1 AND claim_number = $2 AND line_number = $3",
        try signature(line, of: claim), number.value, Int32(clamping: line.lineNumber))
      guard deleted > 0, let service = LineService(line, of: claim) else { continue }
      try transaction.execute(
        "UPDATE service_count SET lines = lines - 1 WHERE service = $1 AND lines > 0",
        service.text)
    }
  }

  /// Claims the signature of a line.
  ///
  /// - Returns: Whether it is the first with it.
  private static func insert(
    _ line: SubmittedClaim.Line, of claim: SubmittedClaim, for number: ClaimNumber,
    in transaction: Transaction
  ) throws -> Bool {
    try transaction.execute(
      """
      INSERT INTO line_signature (signature, claim_number, line_number) VALUES ($1, $2, $3) \
      ON CONFLICT (signature) DO NOTHING
      """, try signature(line, of: claim), number.value, Int32(clamping: line.lineNumber)) > 0
  }

  /// Counts a line of `service`.
  ///
  /// - Returns: How many lines of it there are now.
  private static func count(
    _ service: LineService, in transaction: Transaction
  ) throws -> Int64 {
    // Nearly every line is the first of its service, and one plain insertion tells and counts it.
    let inserted = try transaction.execute(
      "INSERT INTO service_count (service, lines) VALUES ($1, 1) ON CONFLICT (service) DO NOTHING",
      service.text)
    guard inserted == 0 else { return 1 }
    return try transaction.first(
      "UPDATE service_count SET lines = lines + 1 WHERE service = $1 RETURNING lines",
      service.text, read: { row in try row.value(0, as: Int64.self) }) ?? 0
  }

  private static func signature(
    _ line: SubmittedClaim.Line, of claim: SubmittedClaim
  ) throws -> [UInt8] {
    try RequestDigest.sha256(LineSignature(line, of: claim).bytes)
  }
}
