import ClaimRules
import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

extension ClaimStore {
  /// What became of a submission.
  enum Acceptance: Sendable {
    /// Stored now, under this number.
    case accepted(ClaimNumber, ClaimV1.AcceptedRecord, ClaimLink?)
    /// The same submission was stored before, under this number.
    case repeated(ClaimNumber)
    /// Another claim was stored under the same key.
    case keyReused
    /// A void of the claim with this number was stored now.
    case voiding(ClaimNumber)
    /// The original that a void or replacement names cannot be voided or replaced.
    case refused(IntakeFault)
  }

  /// A claim that passed intake, ready to be stored; held once, because it is large.
  final class Submission: Sendable {
    let key: String
    /// Who sent it, by the name in the certificate.
    let submitter: String
    let claim: ClaimV1.Claim
    let submitted: SubmittedClaim
    let acceptedAt: Instant
    /// The same moment by the clock of the machine.
    let recordedAt: Instant?
    /// The call by which it came.
    let trace: RPCTrace?

    init(
      key: String, submitter: String, claim: ClaimV1.Claim, submitted: SubmittedClaim,
      acceptedAt: Instant, recordedAt: Instant? = nil, trace: RPCTrace? = nil
    ) {
      self.key = key
      self.submitter = submitter
      self.claim = claim
      self.submitted = submitted
      self.acceptedAt = acceptedAt
      self.recordedAt = recordedAt
      self.trace = trace
    }

    /// The first and the last day of service; a stay has those of its admission and its statement too.
    var days: DaySpan {
      let parts = submitted.isStay ? submitted.lines + submitted.parts : submitted.lines
      let first = parts.compactMap(\.from).min() ?? acceptedAt.day
      let last = parts.compactMap { $0.to ?? $0.from }.max() ?? first
      return DaySpan(from: first, to: max(first, last))
    }
  }

  /// Stores claims durably in one transaction, except those whose key was used before.
  ///
  /// The signatures of their lines are claimed in the same transaction, so that of two equal lines
  /// that arrive together exactly one is the first.
  ///
  /// - Parameter onDurable: Receives the same once it is durable and before any caller is answered, on
  ///   the writer's thread.
  /// - Returns: What became of each, in the same order.
  func accept(
    _ submissions: [Submission], urgency: WriteUrgency = .immediate,
    onDurable: @escaping @Sendable ([Acceptance]) -> Void = { _ in }
  ) async throws -> [Acceptance] {
    let digests = try submissions.map { try RequestDigest.sha256($0.claim.protobufBytes()) }
    return try await store.write(urgency: urgency) { transaction in
      var numbers = try NextNumber(in: transaction)
      let acceptances = try zip(submissions, digests).map { submission, digest in
        try ClaimStore.accept(submission, digest: digest, &numbers, in: transaction)
      }
      transaction.afterCommit { onDurable(acceptances) }
      return acceptances
    }
  }

  /// Numbers the claims of one transaction, behind the last one that is stored.
  struct NextNumber {
    private var last: Int64

    init(in transaction: Transaction) throws {
      last =
        try transaction.first(
          "SELECT COALESCE(MAX(claim_number), 0) FROM claim_accepted",
          read: { row in try row.value(0, as: Int64.self) }) ?? 0
    }

    mutating func draw() throws(StorageError) -> ClaimNumber {
      let (next, isBeyond) = last.addingReportingOverflow(1)
      guard !isBeyond else { throw StorageError(.corrupt, "the store has no number left") }
      last = next
      return ClaimNumber(next)
    }
  }

  private static func accept(
    _ submission: Submission, digest: [UInt8], _ numbers: inout NextNumber,
    in transaction: Transaction
  ) throws -> Acceptance {
    if let earlier = try earlier(submission.key, digest: digest, in: transaction) {
      return earlier
    }
    if submission.submitted.frequency == "8" {
      return try accept(VoidSubmission(submission), digest: digest, in: transaction)
    }
    if submission.submitted.frequency == "7" {
      return try accept(replacement: submission, digest: digest, &numbers, in: transaction)
    }
    let number = try numbers.draw()
    let record = try insert(submission, as: number, digest: digest, in: transaction)
    return .accepted(number, record, nil)
  }

  private static func accept(
    replacement: Submission, digest: [UInt8], _ numbers: inout NextNumber,
    in transaction: Transaction
  ) throws -> Acceptance {
    let named = ClaimNumber(replacement.submitted.originalClaimID)
    let fault = try fault(in: named, for: .replacement, of: replacement.submitter, transaction)
    if let fault { return .refused(fault) }
    guard let named else { return .refused(OriginalFault.unknown) }
    let original = try meant(by: named, transaction)
    let number = try numbers.draw()
    let record = try insert(
      replacement, as: number, replacing: original, digest: digest, in: transaction)
    try insert(
      replacement: number, of: original, for: .providerReplacement, in: transaction)
    return .accepted(number, record, try link(of: number, transaction))
  }

  /// What became of an earlier submission under `key`; nothing when there is none.
  static func earlier(
    _ key: String, digest: [UInt8], in transaction: Transaction
  ) throws -> Acceptance? {
    try transaction.first(
      """
      SELECT claim_number, digest FROM claim_accepted WHERE submission_key = $1 \
      UNION ALL SELECT claim_number, digest FROM claim_void WHERE submission_key = $1
      """, key
    ) { row in
      let number = ClaimNumber(try row.value(0, as: Int64.self))
      return try row.value(1, as: [UInt8].self) == digest ? .repeated(number) : .keyReused
    }
  }

  private static func insert(
    _ submission: Submission, as number: ClaimNumber, replacing replaced: ClaimNumber? = nil,
    digest: [UInt8], in transaction: Transaction
  ) throws -> ClaimV1.AcceptedRecord {
    let lines =
      try replaced.map { replaced in
        try LineClaiming.claim(
          submission.submitted, for: number, replacing: replaced, in: transaction)
      } ?? LineClaiming.claim(submission.submitted, for: number, in: transaction)
    var record = ClaimV1.AcceptedRecord()
    record.claim = submission.claim
    record.duplicateLines = lines.duplicates
    record.possibleDuplicateLines = lines.possibleDuplicates
    let days = submission.days
    record.recordedAt = submission.recordedAt.map { TypeV1.Instant($0) }
    record.traceID = submission.trace?.id.bytes ?? []
    try transaction.execute(
      """
      INSERT INTO claim_accepted (claim_number, submission_key, digest, submitter, member_id, \
      first_day, last_day, patient_control_number, charge, accepted_at, record) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """, number.value, submission.key, digest, submission.submitter,
      submission.submitted.patient.exposed.memberID,
      days.from, days.to, submission.submitted.patientControlNumber,
      submission.submitted.charge, submission.acceptedAt, record.protobufBytes())
    return record
  }
}
