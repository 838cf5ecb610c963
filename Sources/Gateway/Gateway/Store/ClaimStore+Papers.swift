import Domain
import Storage

extension ClaimStore {
  /// A promised paper that arrived.
  struct Paper: Sendable {
    let requestID: String
    let controlNumber: String
    let digest: [UInt8]
    let mediaType: String
    let size: Int64
    let recordedBy: String
    let recordedAt: Instant
  }

  /// What became of a record of a paper.
  enum PaperOutcome: Sendable {
    case recorded
    /// The same record was stored before.
    case repeated
    /// Another paper was recorded under the same request_id.
    case keyReused
  }

  /// Stores that a paper arrived; the first one of a number counts.
  func record(_ paper: Paper, on number: ClaimNumber) async throws -> PaperOutcome {
    let key = "paper/\(number.text)/\(paper.recordedBy)/\(paper.requestID)"
    let text = "\(paper.controlNumber.utf8.count):\(paper.controlNumber)\(paper.mediaType)"
    let digest = try RequestDigest.sha256(Array("\(text) \(paper.size)".utf8) + paper.digest)
    return try await store.write { transaction in
      switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
      case .stored: return .repeated
      case .keyReused: return .keyReused
      case .absent: break
      }
      try transaction.execute(
        """
        INSERT INTO claim_paper (claim_number, control_number, digest, media_type, size, \
        recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (claim_number, control_number) DO NOTHING
        """, number.value, paper.controlNumber, paper.digest, paper.mediaType, paper.size,
        paper.recordedBy, paper.recordedAt)
      try AnswerLog.store([], for: key, digest: digest, in: transaction)
      return .recorded
    }
  }

  /// The numbers of the papers that arrived for a claim; those of one that it corrects count as well
  /// (rule `ATTACH-1`).
  func papers(of number: ClaimNumber) async throws -> Set<String> {
    try await store.read { reader in try ClaimStore.papers(of: number, reader) }
  }

  static func papers(
    of number: ClaimNumber, _ reader: some StoreReading
  ) throws -> Set<String> {
    Set(
      try versions(upTo: number, reader).flatMap { version in
        try reader.rows(
          "SELECT control_number FROM claim_paper WHERE claim_number = $1", version.value,
          read: { row in try row.value(0, as: String.self) })
      })
  }

  /// The claims after `number` whose papers are due by `now` and that still wait, in order.
  func claimsWithPapersDue(
    by now: Instant, after number: Int64, limit: Int
  ) async throws -> [ClaimNumber] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT p.claim_number FROM claim_pended p LEFT JOIN pend_decision x \
        ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
        WHERE p.papers_due_at <= $1 AND p.claim_number > $2 AND x.claim_number IS NULL \
        ORDER BY p.claim_number LIMIT $3
        """, now, number, Int64(limit)
      ) { row in ClaimNumber(try row.value(0, as: Int64.self)) }
    }
  }
}
