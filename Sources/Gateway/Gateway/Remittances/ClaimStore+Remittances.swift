import Domain
import Messages
import Storage

extension ClaimStore {
  /// Marks versions of claims as listed by a remittance; those that are marked stay as they are.
  func record(
    remitted claims: [StepKeys], in remittanceID: String, closedAt: Instant
  ) async throws {
    try await store.write { transaction in
      for claim in claims {
        try transaction.execute(
          """
          INSERT INTO remitted_claim (claim_number, version, remittance_id, closed_at) \
          VALUES ($1, $2, $3, $4) ON CONFLICT (claim_number, version) DO NOTHING
          """, claim.root.value, claim.version, remittanceID, closedAt)
      }
    }
  }

  /// The claims as they were accepted, by the keys of their versions.
  func acceptedClaims(
    _ versions: [StepKeys]
  ) async throws -> [StepKeys: (claim: ClaimV1.Claim, receivedOn: Day)] {
    try await store.read { reader in
      var found: [StepKeys: (claim: ClaimV1.Claim, receivedOn: Day)] = [:]
      for keys in Set(versions) {
        guard let number = try ClaimStore.number(of: keys, reader) else { continue }
        found[keys] = try reader.first(
          """
          SELECT a.record, COALESCE(p.received_at, a.accepted_at) FROM claim_accepted a \
          LEFT JOIN claim_replacement p ON p.claim_number = a.claim_number \
          WHERE a.claim_number = $1
          """, number.value
        ) { row in
          let record: ClaimV1.AcceptedRecord = try decode(row.value(0))
          return (record.claim ?? ClaimV1.Claim(), try row.value(1, as: Instant.self).day)
        }
      }
      return found
    }
  }

  /// Whether everything of a run is marked and stored.
  func isRecorded(run runID: String) async throws -> Bool {
    try await store.read { reader in
      try reader.first(
        "SELECT 1 FROM recorded_run WHERE run_id = $1", runID, read: { _ in true }) ?? false
    }
  }

  /// Says that everything of a run is marked and stored.
  func recordRun(_ runID: String) async throws {
    try await store.write { transaction in
      try transaction.execute(
        "INSERT INTO recorded_run (run_id) VALUES ($1) ON CONFLICT (run_id) DO NOTHING", runID)
    }
  }

  /// The bytes of a remittance; nothing before they were stored.
  func remittanceDocument(_ remittanceID: String) async throws -> [UInt8]? {
    try await store.read { reader in
      try reader.first(
        "SELECT bytes FROM remittance_document WHERE remittance_id = $1", remittanceID,
        read: { row in try row.value(0) })
    }
  }

  /// Stores the bytes of a remittance unless there are some, and gives those that are stored.
  func store(remittanceDocument bytes: [UInt8], of remittanceID: String) async throws -> [UInt8] {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO remittance_document (remittance_id, bytes) VALUES ($1, $2) \
        ON CONFLICT (remittance_id) DO NOTHING
        """, remittanceID, bytes)
      return try transaction.first(
        "SELECT bytes FROM remittance_document WHERE remittance_id = $1", remittanceID,
        read: { row in try row.value(0) }) ?? bytes
    }
  }
}
