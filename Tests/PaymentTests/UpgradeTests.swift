import Messages
import Payment
import Storage
import Testing

@Suite("A store of an earlier version is brought up to date")
struct UpgradeTests {
  @Test("RUN-1: what was decided before there were runs waits for the first run")
  func earlierDecisions() async throws {
    let payment = try PaymentFixture()
    let path = payment.folder + "/earlier.db"
    let schema = PaymentSchema.schema
    let earlier = try Store.open(
      StoreConfiguration(path: path),
      schema: StoreSchema(schema.name, Array(schema.migrations.prefix(1))))
    try await earlier.write { transaction in
      for claimID in ["C1", "C2"] {
        try transaction.execute(
          """
          INSERT INTO decision VALUES (
            $1, 1, 1, 0, '1234567893', '123456789', 'M1', 'F1', 1, 1, 0, 18500, 8500, 2500)
          """, claimID)
      }
    }
    await earlier.close()
    let current = try Store.open(StoreConfiguration(path: path), schema: schema)
    let waiting = try await current.read { reader in
      try reader.rows(
        """
        SELECT u.claim_id FROM unremitted u JOIN decision d
          ON d.claim_id = u.claim_id AND d.version = u.version
        WHERE d.reverses_version = 0 AND d.is_encounter = 0 AND d.line_of_business IS NULL
        ORDER BY u.claim_id
        """
      ) { row in try row.value(0, as: String.self) }
    }
    #expect(waiting == ["C1", "C2"])
    await current.close()
  }

  @Test("LEDGER-3: what was paid before there was a ledger of sequestration is listed for it")
  func earlierSequestration() async throws {
    let payment = try PaymentFixture()
    let path = payment.folder + "/earlier.db"
    let schema = PaymentSchema.schema
    let earlier = try Store.open(
      StoreConfiguration(path: path),
      schema: StoreSchema(schema.name, Array(schema.migrations.prefix(4))))
    try await earlier.write { transaction in
      for (claimID, paid) in [("C1", Int64(8_500)), ("C2", 0), ("C3", -8_500)] {
        try transaction.execute(
          """
          INSERT INTO decision (
            claim_id, version, attempt, business_time, billing_npi, billing_tin, member_id,
            family_id, claim_status_code, line_count, denied_line_count, charge, paid,
            patient_share)
          VALUES ($1, 1, 1, 0, '1234567893', '123456789', 'M1', 'F1', 1, 1, 0, 18500, $2, 2500)
          """, claimID, paid)
      }
    }
    await earlier.close()
    let current = try Store.open(StoreConfiguration(path: path), schema: schema)
    let listed = try await current.read { reader in
      try reader.rows(
        """
        SELECT s.claim_id FROM sequestration_due s JOIN decision d
          ON d.claim_id = s.claim_id AND d.version = s.version
        WHERE d.sequestered = 0 ORDER BY s.claim_id
        """
      ) { row in try row.value(0, as: String.self) }
    }
    #expect(listed == ["C1", "C3"])
    await current.close()
  }

  @Test("WITHHOLD-3: what was decided before anything was withheld has nothing in the pools")
  func earlierWithhold() async throws {
    let payment = try PaymentFixture()
    let path = payment.folder + "/earlier.db"
    let schema = PaymentSchema.schema
    let earlier = try Store.open(
      StoreConfiguration(path: path),
      schema: StoreSchema(schema.name, Array(schema.migrations.prefix(5))))
    try await earlier.write { transaction in
      try transaction.execute(
        """
        INSERT INTO decision (
          claim_id, version, attempt, business_time, billing_npi, billing_tin, member_id,
          family_id, claim_status_code, line_count, denied_line_count, charge, paid,
          patient_share)
        VALUES ('C1', 1, 1, 0, '1234567893', '123456789', 'M1', 'F1', 1, 1, 0, 18500, 8500, 2500)
        """)
    }
    await earlier.close()
    let current = try Store.open(StoreConfiguration(path: path), schema: schema)
    let withheld = try await current.read { reader in
      try reader.rows("SELECT withheld FROM decision") { row in try row.value(0, as: Int64.self) }
    }
    #expect(withheld == [0])
    await current.close()
  }
}
