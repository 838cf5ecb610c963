import ClaimRules
import Domain
import Messages
import Protobuf
import Storage

/// Decided claims whose coverage changed afterwards, and the corrections that follow.
extension ClaimStore {
  /// A claim to be looked at again.
  struct Review: Sendable {
    let number: ClaimNumber
    /// The last change that concerns it.
    let position: Int64
    let accepted: ClaimV1.AcceptedRecord
    let decided: ClaimV1.DecidedRecord
    /// What eligibility and the network said when it was decided.
    let facts: ClaimV1.FactsRecord
    /// When its payment was released; absent while it is not.
    let paidAt: Instant?
  }

  /// What became of a correction that was to be begun.
  enum Correction: Sendable {
    /// It is on its way.
    case begun(OpenRecord)
    /// Another version of the claim is under way; look again when it is decided.
    case wait
    /// The claim does not stand any more.
    case notNeeded
  }

  /// Notes the claims of a member whose decisions a change of coverage may alter, also those that named
  /// the member before anybody knew of one.
  static func review(_ change: FeedChange, in transaction: Transaction) throws {
    guard !change.memberID.isEmpty else { return }
    try transaction.execute(
      """
      INSERT INTO claim_review (claim_number, position) SELECT d.claim_number, $2 \
      FROM claim_decided d JOIN claim_accepted a ON a.claim_number = d.claim_number \
      LEFT JOIN claim_replaced r ON r.claim_number = d.claim_number \
      LEFT JOIN claim_void v ON v.claim_number = d.claim_number \
      WHERE d.claim_number IN (SELECT claim_number FROM claim_decided WHERE member_id = $1 \
      UNION ALL SELECT claim_number FROM claim_accepted WHERE member_id = $1) \
      AND d.member_id IN ($1, '') AND d.feed_position < $2 \
      AND a.first_day <= $4 AND a.last_day >= $3 \
      AND r.claim_number IS NULL AND v.claim_number IS NULL \
      ON CONFLICT (claim_number) DO UPDATE SET position = excluded.position
      """, change.memberID, change.position, change.days.from, change.days.to)
  }

  /// Notes a claim that was decided just now while a change of its member's coverage was on its way.
  static func review(_ number: ClaimNumber, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO claim_review (claim_number, position) SELECT d.claim_number, MAX(f.position) \
      FROM claim_decided d JOIN claim_accepted a ON a.claim_number = d.claim_number \
      JOIN feed_change f ON f.position > d.feed_position \
      AND f.member_id = CASE d.member_id WHEN '' THEN a.member_id ELSE d.member_id END \
      AND f.from_day <= a.last_day AND f.to_day >= a.first_day \
      WHERE d.claim_number = $1 AND f.member_id <> '' \
      GROUP BY d.claim_number ON CONFLICT (claim_number) DO NOTHING
      """, number.value)
  }

  /// The claims to look at again behind `number`, in order; one of which another version is under way
  /// waits until that is decided.
  func reviews(after number: Int64, limit: Int) async throws -> [Review] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT w.claim_number, w.position, a.record, d.record, f.record \
        FROM claim_review w JOIN claim_decided d ON d.claim_number = w.claim_number \
        JOIN claim_accepted a ON a.claim_number = w.claim_number \
        JOIN claim_facts f ON f.claim_number = d.claim_number AND f.attempt = d.attempt \
        WHERE w.claim_number > $1 AND NOT EXISTS (SELECT 1 FROM claim_replacement p \
        LEFT JOIN claim_decided x ON x.claim_number = p.claim_number \
        WHERE p.original_number = w.claim_number AND x.claim_number IS NULL) \
        ORDER BY w.claim_number LIMIT $2
        """, number, Int64(limit)
      ) { row in
        let number = ClaimNumber(try row.value(0, as: Int64.self))
        let facts: ClaimV1.FactsRecord = try decode(row.value(4))
        return Review(
          number: number, position: try row.value(1), accepted: try decode(row.value(2)),
          decided: try decode(row.value(3)), facts: facts,
          paidAt: try ClaimStore.paidAt(number, reader))
      }
    }
  }

  /// When a remittance that lists the claim was closed; one of which nobody noted the day counts as
  /// closed long ago.
  private static func paidAt(_ number: ClaimNumber, _ reader: Reader) throws -> Instant? {
    try remittedAt(try keys(of: number, reader), reader)
  }

  /// Says that a claim was looked at; a change that came meanwhile is looked at again.
  func end(_ review: Review) async throws {
    try await store.write { transaction in
      try ClaimStore.end(review, in: transaction)
    }
  }

  private static func end(_ review: Review, in transaction: Transaction) throws {
    try transaction.execute(
      "DELETE FROM claim_review WHERE claim_number = $1 AND position <= $2", review.number.value,
      review.position)
  }

  /// Accepts a correction of a reviewed claim: the same claim once more, in its place.
  func correct(
    _ review: Review, for reason: PaymentV1.ReversalReason, at now: Instant
  ) async throws -> Correction {
    try await store.write { transaction in
      let fault = try ClaimStore.fault(
        inExactly: review.number, for: .void, of: nil, transaction)
      guard fault == nil else {
        if fault == OriginalFault.replacing { return .wait }
        try ClaimStore.end(review, in: transaction)
        return .notNeeded
      }
      var numbers = try NextNumber(in: transaction)
      let number = try numbers.draw()
      try insert(number, correcting: review, at: now, in: transaction)
      let receivedAt = try ClaimStore.receivedAt(review.number, transaction)
      try ClaimStore.insert(
        replacement: number, of: review.number, for: reason, receivedAt: receivedAt,
        in: transaction)
      try ClaimStore.end(review, in: transaction)
      guard let record = try ClaimStore.openRecord(number, transaction) else {
        throw StorageError(.corrupt, "a correction that was accepted is not open")
      }
      return .begun(record)
    }
  }

  private static func receivedAt(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> Instant? {
    try reader.first(
      """
      SELECT COALESCE(p.received_at, a.accepted_at) FROM claim_accepted a \
      LEFT JOIN claim_replacement p ON p.claim_number = a.claim_number WHERE a.claim_number = $1
      """, number.value, read: { row in try row.value(0) })
  }

  private func insert(
    _ number: ClaimNumber, correcting review: Review, at now: Instant,
    in transaction: Transaction
  ) throws {
    var record = review.accepted
    record.recordedAt = nil
    record.traceID = []
    let bytes = record.protobufBytes()
    try transaction.execute(
      """
      INSERT INTO claim_accepted (claim_number, submission_key, digest, submitter, member_id, \
      first_day, last_day, patient_control_number, charge, accepted_at, record) \
      SELECT $1, $2, $3, submitter, member_id, first_day, last_day, patient_control_number, \
      charge, $4, $5 FROM claim_accepted WHERE claim_number = $6
      """, number.value, "correction:\(review.number.text)", RequestDigest.sha256(bytes), now,
      bytes, review.number.value)
  }
}
