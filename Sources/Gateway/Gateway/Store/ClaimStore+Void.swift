import ClaimRules
import Domain
import Messages
import Protobuf
import Storage

extension ClaimStore {
  /// A void, ready to be stored.
  struct VoidSubmission: Sendable {
    let key: String
    /// The claim to take back; nothing when its number is none.
    let original: ClaimNumber?
    /// Whose claim it must be; anyone's when nothing is given.
    let owner: String?
    /// Who asks for it, by the name in the certificate.
    let submitter: String
    let patientControlNumber: String
    let record: ClaimV1.VoidRecord
    let acceptedAt: Instant

    /// A void that was submitted as a claim.
    init(_ submission: Submission) {
      key = submission.key
      original = ClaimNumber(submission.submitted.originalClaimID)
      owner = submission.submitter
      submitter = submission.submitter
      patientControlNumber = submission.submitted.patientControlNumber
      record = .with { $0.claim = submission.claim }
      acceptedAt = submission.acceptedAt
    }

    /// A void that a person or program asks for by the claim's number.
    init(
      of original: ClaimNumber, key: String, owner: String?, by caller: String, at now: Instant
    ) {
      self.key = key
      self.original = original
      self.owner = owner
      submitter = caller
      patientControlNumber = ""
      record = .with { $0.requestedBy = caller }
      acceptedAt = now
    }
  }

  /// A claim that is being taken back.
  struct OpenVoid: Sendable {
    /// The place in the order of voids.
    let voidNumber: Int64
    let number: ClaimNumber
    let acceptedAt: Instant
    /// The keys of the version that is taken back.
    let keys: StepKeys
    /// The attempt that was decided.
    let attempt: Int
    /// Whether the claim took units or visits.
    let areUnitsTaken: Bool
  }

  /// Stores a void durably, except when its key was used before.
  func accept(
    _ void: VoidSubmission, onDurable: @escaping @Sendable (Acceptance) -> Void = { _ in }
  ) async throws -> Acceptance {
    let number = void.original?.value ?? 0
    let digest = try RequestDigest.sha256(Array("void \(number)".utf8))
    return try await store.write { transaction in
      let acceptance =
        try ClaimStore.earlier(void.key, digest: digest, in: transaction)
        ?? ClaimStore.accept(void, digest: digest, in: transaction)
      transaction.afterCommit { onDurable(acceptance) }
      return acceptance
    }
  }

  static func accept(
    _ void: VoidSubmission, digest: [UInt8], in transaction: Transaction
  ) throws -> Acceptance {
    if let fault = try fault(in: void.original, for: .void, of: void.owner, transaction) {
      return .refused(fault)
    }
    guard let named = void.original else { return .refused(OriginalFault.unknown) }
    let original = try meant(by: named, transaction)
    try transaction.execute(
      """
      INSERT INTO claim_void (submission_key, digest, claim_number, submitter, \
      patient_control_number, accepted_at, record) VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, void.key, digest, original.value, void.submitter, void.patientControlNumber,
      void.acceptedAt, void.record.protobufBytes())
    return .voiding(original)
  }

  /// The voids after `voidNumber` that are not recorded as done, in order.
  func openVoids(after voidNumber: Int64, limit: Int) async throws -> [OpenVoid] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT v.void_number, v.claim_number, v.accepted_at, d.attempt, d.record \
        FROM claim_void v JOIN claim_decided d ON d.claim_number = v.claim_number \
        LEFT JOIN claim_voided x ON x.claim_number = v.claim_number \
        WHERE v.void_number > $1 AND x.claim_number IS NULL ORDER BY v.void_number LIMIT $2
        """, voidNumber, Int64(limit)
      ) { row in
        let decided: ClaimV1.DecidedRecord = try decode(row.value(4))
        let number = ClaimNumber(try row.value(1, as: Int64.self))
        return OpenVoid(
          voidNumber: try row.value(0), number: number, acceptedAt: try row.value(2),
          keys: try ClaimStore.keys(of: number, reader),
          attempt: Int(clamping: try row.value(3, as: Int64.self)),
          areUnitsTaken: decided.takesUnits)
      }
    }
  }

  /// Stores the reversal of a claim; its lines may then be billed again.
  func record(reversal: ClaimV1.DecidedRecord, of number: ClaimNumber) async throws {
    let bytes = reversal.protobufBytes()
    try await store.write { transaction in
      let inserted = try transaction.execute(
        """
        INSERT INTO claim_voided (claim_number, record) VALUES ($1, $2) \
        ON CONFLICT (claim_number) DO NOTHING
        """, number.value, bytes)
      guard inserted > 0, let claim = try ClaimStore.submitted(number, transaction) else { return }
      try LineClaiming.forget(claim, number, in: transaction)
    }
  }

  /// The claim as its rules read it; nothing when there is none of that number.
  static func submitted(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> SubmittedClaim? {
    let accepted: ClaimV1.AcceptedRecord? = try reader.first(
      "SELECT record FROM claim_accepted WHERE claim_number = $1", number.value,
      read: { row in try decode(row.value(0)) })
    return accepted?.claim?.read().claim
  }

  /// What took a claim back, with its trace: its void, or the claim that took its place; nothing while
  /// it stands.
  func reversal(of number: ClaimNumber) async throws -> ClaimV1.DecidedRecord? {
    try await store.read { reader in
      let voided: ClaimV1.DecidedRecord? = try reader.first(
        "SELECT record FROM claim_voided WHERE claim_number = $1", number.value,
        read: { row in try decode(row.value(0)) })
      if let voided { return voided }
      let replacing: ClaimV1.DecidedRecord? = try reader.first(
        """
        SELECT d.record FROM claim_replaced r JOIN claim_decided d \
        ON d.claim_number = r.by_number WHERE r.claim_number = $1
        """, number.value, read: { row in try decode(row.value(0)) })
      guard var reversal = replacing?.reversal else { return nil }
      var record = ClaimV1.DecidedRecord()
      record.trace = reversal.trace
      reversal.trace = []
      record.decision = reversal
      return record
    }
  }
}
