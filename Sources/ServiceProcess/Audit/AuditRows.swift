import Domain
package import Storage

/// The audit trail in a service's own store.
package enum AuditRows {
  /// Makes the tables; every service's schema has it.
  package static let migration = Migration(
    "audit trail", [.createTable(record), .createTable(head)])

  private static let record = Table(
    "audit_record",
    [
      .id("position"), .instant("at"), .text("identity"), .text("serial_number"), .text("path"),
      .integer("status"), .text("reason"), .integer("calls"), .blob("previous_digest"),
      .blob("digest"),
    ], primaryKey: ["position"])

  /// One row: where the trail ends.
  private static let head = Table(
    "audit_head", [.id("id"), .id("position"), .blob("digest")], primaryKey: ["id"])

  /// Where the trail ends.
  static func head(in reader: some StoreReading) throws -> AuditHead {
    try reader.first("SELECT position, digest FROM audit_head WHERE id = 1") { row in
      AuditHead(position: try row.value(0), digest: try row.value(1))
    } ?? .empty
  }

  /// Adds entries to the end of the trail and gives its new end.
  static func append(_ entries: [AuditEntry], in transaction: Transaction) throws -> AuditHead {
    var head = try head(in: transaction)
    for entry in entries {
      let record = try AuditRecord(entry, after: head)
      try insert(record, in: transaction)
      head = AuditHead(position: record.position, digest: record.digest)
    }
    try transaction.execute(
      """
      INSERT INTO audit_head (id, position, digest) VALUES (1, $1, $2) \
      ON CONFLICT (id) DO UPDATE SET position = $1, digest = $2
      """, head.position, head.digest)
    return head
  }

  /// Stores a record as it is.
  static func insert(_ record: AuditRecord, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO audit_record (position, at, identity, serial_number, path, status, reason, \
      calls, previous_digest, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """, record.position, record.at, record.call.identity, record.call.serialNumber,
      record.call.path, record.call.status, record.call.reason, record.calls,
      record.previousDigest, record.digest)
  }

  /// Records behind a position, oldest first.
  static func page(
    after position: Int64, count: Int, in reader: some StoreReading
  ) throws -> [AuditRecord] {
    try reader.rows(
      """
      SELECT position, at, identity, serial_number, path, status, reason, calls, \
      previous_digest, digest FROM audit_record WHERE position > $1 ORDER BY position LIMIT $2
      """, position, count, read: record)
  }

  private static func record(_ row: borrowing Row) throws -> AuditRecord {
    AuditRecord(
      position: try row.value(0), at: try row.value(1),
      call: AuditedCall(
        identity: try row.value(2), serialNumber: try row.value(3), path: try row.value(4),
        status: try row.value(5), reason: try row.value(6)),
      calls: try row.value(7), previousDigest: try row.value(8), digest: try row.value(9))
  }
}
