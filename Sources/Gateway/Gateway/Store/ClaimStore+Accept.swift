import ClaimRules
import Domain
import Messages
import Protobuf
import Storage

extension ClaimStore {
  /// What became of a submission.
  enum Acceptance: Sendable {
    /// Stored now, under this number.
    case accepted(ClaimNumber, ClaimV1.AcceptedRecord)
    /// The same submission was stored before, under this number.
    case repeated(ClaimNumber)
    /// Another claim was stored under the same key.
    case keyReused
  }

  /// A claim that passed intake, ready to be stored.
  struct Submission: Sendable {
    let key: String
    /// Who sent it, by the name in the certificate.
    let submitter: String
    let claim: ClaimV1.Claim
    let submitted: SubmittedClaim
    let acceptedAt: Instant

    /// The first and the last day of service.
    var days: DaySpan {
      let first = submitted.lines.compactMap(\.from).min() ?? acceptedAt.day
      let last = submitted.lines.compactMap { $0.to ?? $0.from }.max() ?? first
      return DaySpan(from: first, to: max(first, last))
    }
  }

  /// Stores claims durably in one transaction, except those whose key was used before.
  ///
  /// The signatures of their lines are claimed in the same transaction, so that of two equal lines
  /// that arrive together exactly one is the first.
  ///
  /// - Returns: What became of each, in the same order.
  func accept(_ submissions: [Submission]) async throws -> [Acceptance] {
    let digests = try submissions.map { try RequestDigest.sha256($0.claim.protobufBytes()) }
    return try await store.write { transaction in
      try zip(submissions, digests).map { submission, digest in
        try ClaimStore.accept(submission, digest: digest, in: transaction)
      }
    }
  }

  private static func accept(
    _ submission: Submission, digest: [UInt8], in transaction: Transaction
  ) throws -> Acceptance {
    let earlier = try transaction.first(
      "SELECT claim_number, digest FROM claim_accepted WHERE submission_key = $1", submission.key
    ) { row in
      (
        number: ClaimNumber(try row.value(0, as: Int64.self)),
        digest: try row.value(1, as: [UInt8].self)
      )
    }
    guard let earlier else { return try insert(submission, digest: digest, in: transaction) }
    return earlier.digest == digest ? .repeated(earlier.number) : .keyReused
  }

  private static func insert(
    _ submission: Submission, digest: [UInt8], in transaction: Transaction
  ) throws -> Acceptance {
    let next = try transaction.first(
      "SELECT COALESCE(MAX(claim_number), 0) + 1 FROM claim_accepted",
      read: { row in try row.value(0, as: Int64.self) })
    guard let next else {
      throw StorageError(.unavailable, "the store gave a claim no number")
    }
    let duplicates = try claimSignatures(of: submission.submitted, for: next, in: transaction)
    var record = ClaimV1.AcceptedRecord()
    record.claim = submission.claim
    record.duplicateLines = duplicates
    try transaction.execute(
      """
      INSERT INTO claim_accepted (claim_number, submission_key, digest, submitter, member_id, \
      first_day, last_day, patient_control_number, charge, accepted_at, record) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """, next, submission.key, digest, submission.submitter,
      submission.submitted.patient.exposed.memberID,
      submission.days.from, submission.days.to, submission.submitted.patientControlNumber,
      submission.submitted.charge, submission.acceptedAt, record.protobufBytes())
    return .accepted(ClaimNumber(next), record)
  }

  /// Claims the signature of each line; returns the lines whose signature was taken.
  private static func claimSignatures(
    of claim: SubmittedClaim, for number: Int64, in transaction: Transaction
  ) throws -> [Int32] {
    guard claim.isTestedForDuplicates else { return [] }
    var duplicates: [Int32] = []
    for line in claim.lines {
      let text = LineSignature(line, of: claim).text
      let signature = try RequestDigest.sha256(Array(text.utf8))
      let inserted = try transaction.execute(
        """
        INSERT INTO line_signature (signature, claim_number, line_number) VALUES ($1, $2, $3) \
        ON CONFLICT (signature) DO NOTHING
        """, signature, number, Int64(line.lineNumber))
      if inserted == 0 {
        duplicates.append(Int32(clamping: line.lineNumber))
      }
    }
    return duplicates
  }
}
