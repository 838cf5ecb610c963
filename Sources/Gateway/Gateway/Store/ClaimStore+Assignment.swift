import Domain
import Storage

extension ClaimStore {
  /// Who shall decide a pended claim, as someone says.
  struct Assignment: Sendable {
    let requestID: String
    /// By the name in the certificate; empty for nobody.
    let owner: String
    let assignedBy: String
    let assignedAt: Instant
  }

  /// Stores an assignment; earlier ones are kept.
  func record(
    _ assignment: Assignment, on number: ClaimNumber
  ) async throws -> PersonDecisionOutcome {
    let key = "assign/\(number.text)/\(assignment.assignedBy)/\(assignment.requestID)"
    let digest = try RequestDigest.sha256(Array(assignment.owner.utf8))
    return try await store.write { transaction in
      switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
      case .stored: return .repeated
      case .keyReused: return .keyReused
      case .absent: break
      }
      guard try ClaimStore.pended(number, transaction) != nil else { return .notPended }
      try transaction.execute(
        """
        INSERT INTO pend_assignment (claim_number, sequence, owner, assigned_by, assigned_at) \
        VALUES ($1, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM pend_assignment \
        WHERE claim_number = $1), $2, $3, $4)
        """, number.value, assignment.owner, assignment.assignedBy, assignment.assignedAt)
      try AnswerLog.store([], for: key, digest: digest, in: transaction)
      return .recorded
    }
  }
}
