import Domain
import Messages
import Storage

extension ClaimStore {
  /// An interchange as its sender names it, and who brought it.
  struct InterchangeKey: Hashable, Sendable {
    /// Who brought it, by the name in the certificate.
    let submitter: String
    /// ISA05 and ISA06.
    let sender: String
    /// ISA13.
    let controlNumber: String
  }

  /// An interchange that was received.
  struct ReceivedInterchange: Sendable {
    let number: InterchangeNumber
    let submitter: String
    let sender: String
    let controlNumber: String
    let receivedAt: Instant
    /// Claims stored from it; nothing when it was never read to its end.
    let accepted: Int64?
    let refused: Int64?
  }

  /// Says that the reading of an interchange begins.
  ///
  /// - Returns: Its number, and when it was first received if it was read to its end before.
  func beginInterchange(
    _ key: InterchangeKey, at instant: Instant
  ) async throws -> (number: InterchangeNumber, finishedAt: Instant?) {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO interchange (submitter, sender, control_number, received_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (submitter, sender, control_number) DO NOTHING
        """, key.submitter, key.sender, key.controlNumber, instant)
      let found = try transaction.first(
        """
        SELECT i.interchange_number, i.received_at, e.interchange_number FROM interchange i \
        LEFT JOIN interchange_end e ON e.interchange_number = i.interchange_number \
        WHERE i.submitter = $1 AND i.sender = $2 AND i.control_number = $3
        """, key.submitter, key.sender, key.controlNumber
      ) { row in
        let isFinished = try row.value(2, as: Int64?.self) != nil
        return (
          number: InterchangeNumber(try row.value(0, as: Int64.self)),
          finishedAt: isFinished ? try row.value(1, as: Instant.self) : nil
        )
      }
      guard let found else {
        throw StorageError(.unavailable, "the store gave an interchange no number")
      }
      return found
    }
  }

  /// Says that an interchange was read to its end: sent again, nothing of it is processed.
  func endInterchange(
    _ number: InterchangeNumber, accepted: Int, refused: Int
  ) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO interchange_end (interchange_number, accepted, refused) \
        VALUES ($1, $2, $3) ON CONFLICT (interchange_number) DO NOTHING
        """, number.value, Int64(accepted), Int64(refused))
    }
  }

  /// Keeps what an interchange is answered with; a later answer under the same name takes its place,
  /// which happens when an interchange that was cut off is sent again.
  func record(_ document: OutgoingDocument, of number: InterchangeNumber) async throws {
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO interchange_document (interchange_number, name, type, bytes) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (interchange_number, name) \
        DO UPDATE SET type = excluded.type, bytes = excluded.bytes
        """, number.value, document.name, Int64(document.type.rawValue), document.bytes)
    }
  }

  /// The interchanges after `number` in the order in which they were received.
  ///
  /// - Parameter submitter: Only those that it brought; everyone's when nothing is given.
  func interchanges(
    after number: Int64, limit: Int, submitter: String?
  ) async throws -> [ReceivedInterchange] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT i.interchange_number, i.submitter, i.sender, i.control_number, i.received_at, \
        e.accepted, e.refused FROM interchange i \
        LEFT JOIN interchange_end e ON e.interchange_number = i.interchange_number \
        WHERE i.interchange_number > $1 AND ($2 = '' OR i.submitter = $2) \
        ORDER BY i.interchange_number LIMIT $3
        """, number, submitter ?? "", Int64(limit), read: ReceivedInterchange.init)
    }
  }

  /// One interchange.
  func interchange(_ number: InterchangeNumber) async throws -> ReceivedInterchange? {
    try await interchanges(after: number.value - 1, limit: 1, submitter: nil).first {
      $0.number == number
    }
  }

  /// The names of the answers to an interchange, in order.
  func documentNames(of number: InterchangeNumber) async throws -> [String] {
    try await store.read { reader in
      try reader.rows(
        "SELECT name FROM interchange_document WHERE interchange_number = $1 ORDER BY name",
        number.value, read: { row in try row.value(0) })
    }
  }

  /// One answer to an interchange.
  func document(
    _ name: String, of number: InterchangeNumber
  ) async throws -> OutgoingDocument? {
    try await store.read { reader in
      try reader.first(
        """
        SELECT type, bytes FROM interchange_document \
        WHERE interchange_number = $1 AND name = $2
        """, number.value, name
      ) { row in
        OutgoingDocument(
          name: name,
          type: ClaimV1.DocumentType(
            rawValue: Int32(clamping: try row.value(0, as: Int64.self))),
          bytes: try row.value(1))
      }
    }
  }
}

extension ClaimStore.ReceivedInterchange {
  fileprivate init(_ row: borrowing Row) throws {
    self.init(
      number: InterchangeNumber(try row.value(0, as: Int64.self)), submitter: try row.value(1),
      sender: try row.value(2), controlNumber: try row.value(3), receivedAt: try row.value(4),
      accepted: try row.value(5), refused: try row.value(6))
  }
}

extension ClaimStore {
  /// The most claims of a member that an inquiry looks through.
  private static let candidatesMax = 500

  /// Whether `submitter` sent the claim.
  func isSubmitted(_ number: ClaimNumber, by submitter: String) async throws -> Bool {
    try await store.read { reader in
      try reader.first(
        "SELECT 1 FROM claim_accepted WHERE claim_number = $1 AND submitter = $2", number.value,
        submitter, read: { _ in true }) ?? false
    }
  }

  /// The claims of a member that `submitter` sent, the latest first.
  ///
  /// - Parameter days: Only those with service on one of these days; all when nothing is given.
  func claims(
    ofMember memberID: String, submittedBy submitter: String, within days: DaySpan?
  ) async throws -> [ClaimNumber] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT claim_number FROM claim_accepted WHERE member_id = $1 AND submitter = $2 \
        AND first_day <= $3 AND last_day >= $4 ORDER BY claim_number DESC LIMIT $5
        """, memberID, submitter, days?.to ?? .openEnd, days?.from ?? .first,
        Int64(ClaimStore.candidatesMax),
        read: { row in ClaimNumber(try row.value(0, as: Int64.self)) })
    }
  }
}
