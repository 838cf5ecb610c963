import ClaimRules
import Domain
import Messages
import RPC
import Storage

extension ClaimStore {
  /// The last records of a claim that is neither decided nor waiting for a person.
  ///
  /// It is large and goes through many hands unchanged, so that it is held once.
  final class OpenRecord: Sendable {
    let number: ClaimNumber
    let acceptedAt: Instant
    let memberID: String
    let days: DaySpan
    let accepted: ClaimV1.AcceptedRecord
    /// The last attempt whose facts were stored; 0 when there is none.
    let factsAttempt: Int
    /// The facts of that attempt.
    let facts: ClaimV1.FactsRecord?
    /// Whether those facts are marked stale.
    let areFactsStale: Bool
    /// The last attempt after which a person decided; 0 when there is none.
    let pendedAttempt: Int
    /// Whose place it takes; nothing for an original.
    let link: ClaimLink?
    /// The call by which the claim came, when it came to this process.
    let trace: RPCTrace?
    /// The claim as values, when it was read just now.
    private let read: SubmittedClaim?

    init(
      number: ClaimNumber, acceptedAt: Instant, memberID: String, days: DaySpan,
      accepted: ClaimV1.AcceptedRecord, factsAttempt: Int, facts: ClaimV1.FactsRecord?,
      areFactsStale: Bool, pendedAttempt: Int, link: ClaimLink? = nil, trace: RPCTrace? = nil,
      read: SubmittedClaim? = nil
    ) {
      self.number = number
      self.acceptedAt = acceptedAt
      self.memberID = memberID
      self.days = days
      self.accepted = accepted
      self.factsAttempt = factsAttempt
      self.facts = facts
      self.areFactsStale = areFactsStale
      self.pendedAttempt = pendedAttempt
      self.link = link
      self.trace = trace
      self.read = read
    }

    /// The claim as values.
    var submitted: SubmittedClaim {
      read ?? (accepted.claim ?? ClaimV1.Claim()).read().claim
    }

    /// Whether it corrects another claim by ourselves.
    var isCorrection: Bool { link.map { $0.reason != .providerReplacement } ?? false }

    /// When the claim was received: a correction is judged as of the claim that it corrects.
    var receivedAt: Instant { link?.receivedAt ?? acceptedAt }
  }

  /// The number of the last claim accepted; 0 when there is none.
  func lastNumber() async throws -> ClaimNumber {
    try await store.read { reader in
      try reader.first(
        "SELECT COALESCE(MAX(claim_number), 0) FROM claim_accepted",
        read: { row in ClaimNumber(try row.value(0, as: Int64.self)) }) ?? ClaimNumber(0)
    }
  }

  /// Some of the open claims, in order.
  struct OpenPage: Sendable {
    var records: [OpenRecord] = []
    /// Claims whose rows cannot be read; a person must look, the others go on.
    var damaged: [ClaimNumber] = []
    /// The last claim that was looked at; nothing at the end.
    var last: ClaimNumber?
  }

  /// The open claims after `number`, in order.
  ///
  /// - Parameter limit: How many at most.
  func openClaims(after number: Int64, limit: Int) async throws -> OpenPage {
    try await store.read { reader in
      let numbers = try reader.rows(
        """
        SELECT a.claim_number FROM claim_accepted a \
        LEFT JOIN claim_decided d ON d.claim_number = a.claim_number \
        WHERE a.claim_number > $1 AND d.claim_number IS NULL ORDER BY a.claim_number LIMIT $2
        """, number, Int64(limit), read: { row in try row.value(0, as: Int64.self) })
      return try ClaimStore.openPage(numbers.map(ClaimNumber.init), reader)
    }
  }

  /// Those of some claims that are open.
  func openClaims(_ numbers: [ClaimNumber]) async throws -> OpenPage {
    try await store.read { reader in try ClaimStore.openPage(numbers, reader) }
  }

  private static func openPage(
    _ numbers: [ClaimNumber], _ reader: some StoreReading
  ) throws -> OpenPage {
    var page = OpenPage()
    for number in numbers {
      page.last = number
      do {
        if let record = try openRecord(number, reader) { page.records.append(record) }
      } catch let error as StorageError where error.code == .corrupt {
        page.damaged.append(number)
      }
    }
    return page
  }

  /// The records of one claim; nothing when it is decided or waits for a person.
  func openClaim(_ number: ClaimNumber) async throws -> OpenRecord? {
    try await store.read { reader in try ClaimStore.openRecord(number, reader) }
  }

  static func openRecord(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> OpenRecord? {
    guard try !isDecided(number, reader), try pended(number, reader) == nil else { return nil }
    let facts = try lastFacts(of: number, reader)
    let pendedAttempt =
      try reader.first(
        "SELECT COALESCE(MAX(attempt), 0) FROM pend_decision WHERE claim_number = $1",
        number.value, read: { row in try row.value(0, as: Int64.self) }) ?? 0
    let link = try link(of: number, reader)
    let areFactsStale =
      try facts.map { try areStale($0.record, of: number, $0.attempt, reader) } ?? false
    return try reader.first(
      """
      SELECT accepted_at, member_id, first_day, last_day, record FROM claim_accepted \
      WHERE claim_number = $1
      """, number.value
    ) { row in
      OpenRecord(
        number: number, acceptedAt: try row.value(0), memberID: try row.value(1),
        days: DaySpan(from: try row.value(2), to: try row.value(3)),
        accepted: try decode(try row.value(4)), factsAttempt: facts?.attempt ?? 0,
        facts: facts?.record, areFactsStale: areFactsStale,
        pendedAttempt: Int(clamping: pendedAttempt), link: link)
    }
  }

  private static func isDecided(_ number: ClaimNumber, _ reader: some StoreReading) throws -> Bool {
    try reader.first(
      "SELECT 1 FROM claim_decided WHERE claim_number = $1", number.value, read: { _ in true })
      ?? false
  }

  /// Whether a change was marked that the facts do not reflect.
  private static func areStale(
    _ facts: ClaimV1.FactsRecord, of number: ClaimNumber, _ attempt: Int,
    _ reader: some StoreReading
  ) throws -> Bool {
    let marked = try reader.first(
      "SELECT position FROM stale_facts WHERE claim_number = $1 AND attempt = $2", number.value,
      Int64(attempt), read: { row in try row.value(0, as: Int64.self) })
    return marked.map { $0 > facts.coverage?.feedPosition ?? 0 } ?? false
  }

  private static func lastFacts(
    of number: ClaimNumber, _ reader: some StoreReading
  ) throws -> (attempt: Int, record: ClaimV1.FactsRecord)? {
    try reader.first(
      """
      SELECT attempt, record FROM claim_facts WHERE claim_number = $1 \
      ORDER BY attempt DESC LIMIT 1
      """, number.value
    ) { row in
      (attempt: Int(clamping: try row.value(0, as: Int64.self)), record: try decode(row.value(1)))
    }
  }
}
