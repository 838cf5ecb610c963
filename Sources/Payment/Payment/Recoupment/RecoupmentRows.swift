import Domain
import PaymentRules
import Storage

/// The rows of letters and of what happened to them.
enum RecoupmentRows {
  /// The letter of that number.
  static func find(_ number: Int64, in reader: some StoreReading) throws -> RecoupmentRecord? {
    let found = try reader.first(
      """
      SELECT recoupment_number, source, claim_id, version, billing_npi, billing_tin, amount,
        due_day, opened_at, note
      FROM recoupment WHERE recoupment_number = $1
      """, number
    ) { row in try record(row, []) }
    return try found.map { try withEvents($0, in: reader) }
  }

  /// The numbers of the letters of a claim.
  static func numbers(
    ofClaim claimID: String, in reader: some StoreReading
  ) throws -> [Int64] {
    try reader.rows(
      "SELECT recoupment_number FROM recoupment WHERE claim_id = $1 ORDER BY recoupment_number",
      claimID
    ) { row in try row.value(0) }
  }

  /// The next letters before a number, the latest first, of one claim or of all when it is empty.
  static func numbers(
    ofClaim claimID: String, before number: Int64, count: Int, in reader: some StoreReading
  ) throws -> [Int64] {
    try reader.rows(
      """
      SELECT recoupment_number FROM recoupment
      WHERE ($1 = '' OR claim_id = $1) AND recoupment_number < $2
      ORDER BY recoupment_number DESC LIMIT $3
      """, claimID, number, count
    ) { row in try row.value(0) }
  }

  /// Whether a letter recovers what a claim was paid: one that was not taken back.
  static func isRecovering(claimID: String, in reader: some StoreReading) throws -> Bool {
    try reader.first(
      """
      SELECT 1 FROM recoupment r WHERE r.claim_id = $1 AND NOT EXISTS (
        SELECT 1 FROM recoupment_event e
        WHERE e.recoupment_number = r.recoupment_number AND e.kind = $2)
      """, claimID, OverpaymentLetter.Event.withdrawal
    ) { row in try row.value(0, as: Int.self) } != nil
  }

  /// The next letters of which something is open on their day or later, in the order of numbers.
  static func due(
    on day: Day, after number: Int64, count: Int, in reader: some StoreReading
  ) throws -> [Int64] {
    try reader.rows(
      """
      SELECT r.recoupment_number FROM recoupment r
      LEFT JOIN recoupment_event e ON e.recoupment_number = r.recoupment_number
      WHERE r.due_day <= $1 AND r.recoupment_number > $2
      GROUP BY r.recoupment_number, r.amount
      HAVING COALESCE(SUM(e.amount), 0) < r.amount
        AND SUM(CASE WHEN e.kind = $3 THEN 1 ELSE 0 END) = 0
      ORDER BY r.recoupment_number LIMIT $4
      """, day, number, OverpaymentLetter.Event.withdrawal, count
    ) { row in try row.value(0) }
  }

  /// Adds a letter and gives it with its number.
  static func insert(
    _ record: RecoupmentRecord, in transaction: Transaction
  ) throws -> RecoupmentRecord {
    try transaction.execute(
      """
      INSERT INTO recoupment (
        source, claim_id, version, billing_npi, billing_tin, amount, due_day, opened_at, note)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """, record.source, record.claimID, record.version, record.payee.npi, record.payee.tin,
      record.amount, record.due, record.openedAt, record.note)
    let number = try numbers(ofClaim: record.claimID, in: transaction).last
    guard let number, let stored = try find(number, in: transaction) else {
      throw StorageError(.corrupt, "a letter was not numbered")
    }
    return stored
  }

  /// Adds what happened to a letter.
  static func insert(
    _ event: RecoupmentRecord.Event, of number: Int64, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO recoupment_event (
        recoupment_number, event_number, source, kind, amount, reference, posted_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, number, event.number, event.source, event.kind, event.amount, event.reference,
      event.postedAt)
  }

  /// The letter with what happened to it.
  static func withEvents(
    _ record: RecoupmentRecord, in reader: some StoreReading
  ) throws -> RecoupmentRecord {
    let events = try reader.rows(
      """
      SELECT event_number, source, kind, amount, reference, posted_at FROM recoupment_event
      WHERE recoupment_number = $1 ORDER BY event_number
      """, record.number
    ) { row in
      RecoupmentRecord.Event(
        number: try row.value(0), source: try row.value(1), kind: try row.value(2),
        amount: try row.value(3), reference: try row.value(4), postedAt: try row.value(5))
    }
    return RecoupmentRecord(
      number: record.number, source: record.source, claimID: record.claimID,
      version: record.version, payee: record.payee, amount: record.amount, due: record.due,
      openedAt: record.openedAt, note: record.note, events: events)
  }

  private static func record(
    _ row: borrowing Row, _ events: [RecoupmentRecord.Event]
  ) throws -> RecoupmentRecord {
    RecoupmentRecord(
      number: try row.value(0), source: try row.value(1), claimID: try row.value(2),
      version: try row.value(3), payee: PayeeKey(npi: try row.value(4), tin: try row.value(5)),
      amount: try row.value(6), due: try row.value(7), openedAt: try row.value(8),
      note: try row.value(9), events: events)
  }
}

extension OverpaymentLetter.Event: StorableValue {}
