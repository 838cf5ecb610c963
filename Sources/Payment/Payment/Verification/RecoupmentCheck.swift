import Domain
import Messages
import PaymentRules
import Protobuf
import Storage

/// Finds letters whose events cannot have happened, or that did not queue and enter what they say (rules
/// `RECOUP-1` to `RECOUP-4`).
///
/// Each letter is played again from its row; what that queues and enters is compared with what stands
/// in the queue and in the ledger.
enum RecoupmentCheck {
  private static let pageSize = 500

  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    var found = try orphans(in: reader) + twice(in: reader)
    var before = Int64.max
    while found.count < StoreVerification.violationsMax {
      let numbers = try RecoupmentRows.numbers(
        ofClaim: "", before: before, count: pageSize, in: reader)
      guard let last = numbers.last else { break }
      for number in numbers { found += try letter(number, in: reader) }
      before = last
    }
    return found
  }

  private static func letter(
    _ number: Int64, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    guard let record = try RecoupmentRows.find(number, in: reader) else { return [] }
    guard record.letter != nil, try isAnswered(record, in: reader) else {
      return [violation(record.name, "it is not what its requests were answered with")]
    }
    var parts = [(RecoupmentPosting.opening(of: record), record.openedAt)]
    var played = OverpaymentLetter(amount: record.amount)
    for event in record.events {
      let open = played.open
      _ = played.on(event.kind, event.kind == .refund ? event.amount : nil)
      parts += RecoupmentPosting.parts(of: event, record, open: open).map { ($0, event.postedAt) }
    }
    let isShown = try parts.allSatisfy { part, time in
      try isEntered(part, at: time, in: reader) && isQueued(part, at: time, in: reader)
    }
    return isShown
      ? [] : [violation(record.name, "the queue or the ledger does not show what happened to it")]
  }

  /// The letter was opened as its request was answered, for a version that stands and pays as much, and
  /// each event but those of runs is one that was answered.
  private static func isAnswered(
    _ record: RecoupmentRecord, in reader: some StoreReading
  ) throws -> Bool {
    let opened = try AnswerLog.stored(for: record.source, in: reader).flatMap {
      try? PaymentV1.OpenRecoupmentResponse(protobufBytes: $0)
    }
    guard opened?.recoupment == record.message(OverpaymentLetter(amount: record.amount)),
      let paid = try DecisionRows.find(
        claimID: record.claimID, version: record.version, in: reader),
      record.amount <= paid.paid,
      record.payee == PayeeKey(npi: paid.billingNPI, tin: paid.billingTIN)
    else { return false }
    var played = OverpaymentLetter(amount: record.amount)
    return try record.events.allSatisfy { event in
      _ = played.on(event.kind, event.kind == .refund ? event.amount : nil)
      guard event.kind != .offset else {
        return event.source == "recoupment-offset/\(record.number)"
          && event.postedAt.day >= record.due
      }
      let answer = try AnswerLog.stored(for: event.source, in: reader).flatMap {
        try? PaymentV1.Recoupment(protobufBytes: $0)
      }
      return answer == record.message(played)
    }
  }

  private static func isEntered(
    _ part: RecoupmentPosting, at time: Instant, in reader: some StoreReading
  ) throws -> Bool {
    let entries = try reader.rows(
      "SELECT account, amount, posted_at FROM settlement_entry WHERE source = $1", part.source
    ) { row in
      (
        account: try row.value(0, as: LedgerAccount.self), amount: try row.value(1, as: Money.self),
        time: try row.value(2, as: Instant.self)
      )
    }
    return entries.allSatisfy { $0.time == time && part.ledger[$0.account] == $0.amount }
      && entries.count == part.ledger.entries.count
  }

  private static func isQueued(
    _ part: RecoupmentPosting, at time: Instant, in reader: some StoreReading
  ) throws -> Bool {
    let queued = try reader.rows(
      """
      SELECT billing_npi, billing_tin, code, reference, amount, posted_at
      FROM provider_adjustment WHERE source = $1
      """, part.source
    ) { row in
      (
        adjustment: ProviderAdjustment(
          source: part.source, payee: PayeeKey(npi: try row.value(0), tin: try row.value(1)),
          code: try row.value(2), reference: try row.value(3), amount: try row.value(4)),
        time: try row.value(5, as: Instant.self)
      )
    }
    return queued.map(\.adjustment) == [part.adjustment].compactMap { $0 }
      && queued.allSatisfy { $0.time == time }
  }

  /// What is queued or entered for a letter, and answered, belongs to one that is there.
  private static func orphans(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT source FROM (
        SELECT source FROM provider_adjustment UNION SELECT source FROM settlement_entry
        UNION SELECT key FROM step_answer) named
      WHERE source >= 'recoupment' AND source < 'recoupmenu'
        AND source NOT IN (
          SELECT source FROM recoupment UNION SELECT source FROM recoupment_event
          UNION SELECT 'recoupment+72/' || source FROM recoupment_event
          UNION SELECT 'recoupment+CS/' || source FROM recoupment_event)
      UNION ALL SELECT e.source FROM recoupment_event e
      LEFT JOIN recoupment r ON r.recoupment_number = e.recoupment_number
      WHERE r.recoupment_number IS NULL LIMIT 1000
      """
    ) { row in violation(try row.value(0), "there is no such letter, or no such event") }
  }

  /// One way of recovery a claim: no version with a letter is taken back before the letter is, and of a
  /// claim one letter at most is not taken back.
  private static func twice(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.claim_id FROM recoupment r
      LEFT JOIN decision d ON d.claim_id = r.claim_id AND d.reverses_version = r.version
      WHERE NOT EXISTS (
        SELECT 1 FROM recoupment_event e
        WHERE e.recoupment_number = r.recoupment_number AND e.kind = $1)
      GROUP BY r.claim_id HAVING COUNT(*) > 1 OR COUNT(d.claim_id) > 0 LIMIT 1000
      """, OverpaymentLetter.Event.withdrawal
    ) { row in violation(try row.value(0), "its payment is recovered twice") }
  }

  private static func violation(_ record: String, _ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-RECOUPMENT", record, finding)
  }
}
