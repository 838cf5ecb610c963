import Domain
import Messages
import Storage

/// Claims that take the place of others, and which of them did.
extension ClaimStore {
  /// The keys of a claim: those of its own number, unless it took the place of another.
  static func keys(of number: ClaimNumber, _ reader: some StoreReading) throws -> StepKeys {
    try reader.first(
      """
      SELECT p.root_number, p.version FROM claim_replaced e \
      JOIN claim_replacement p ON p.claim_number = e.by_number WHERE e.by_number = $1
      """, number.value
    ) { row in
      StepKeys(ClaimNumber(try row.value(0, as: Int64.self)), version: try row.value(1))
    } ?? StepKeys(number)
  }

  /// The claim that is, or is about to be, the version of `keys`; nothing when there is none.
  static func number(of keys: StepKeys, _ reader: some StoreReading) throws -> ClaimNumber? {
    guard keys.version > 1 else { return keys.root }
    return try reader.first(
      """
      SELECT p.claim_number FROM claim_replacement p LEFT JOIN claim_replaced e \
      ON e.by_number = p.claim_number LEFT JOIN claim_decided d \
      ON d.claim_number = p.claim_number WHERE p.root_number = $1 AND p.version = $2 \
      AND (e.by_number IS NOT NULL OR d.claim_number IS NULL)
      """, keys.root.value, keys.version,
      read: { row in ClaimNumber(try row.value(0, as: Int64.self)) })
  }

  /// The claim that is the version of `keys`.
  func number(of keys: StepKeys) async throws -> ClaimNumber? {
    try await store.read { reader in try ClaimStore.number(of: keys, reader) }
  }

  /// The claim that stands in the place of `number`; itself when nothing took its place.
  static func standing(
    inPlaceOf number: ClaimNumber, _ reader: some StoreReading
  ) throws -> ClaimNumber {
    var standing = number
    while let next = try reader.first(
      "SELECT by_number FROM claim_replaced WHERE claim_number = $1", standing.value,
      read: { row in ClaimNumber(try row.value(0, as: Int64.self)) })
    {
      standing = next
    }
    return standing
  }

  /// The claim that a sender means by `number` (rule `INTAKE-ORIGINAL`).
  ///
  /// The number of an original means the version that stands, because remittances name every version
  /// by it. A replacement's own number means that version alone; but a correction by ourselves is the
  /// same claim to the sender.
  static func meant(
    by number: ClaimNumber, _ reader: some StoreReading
  ) throws -> ClaimNumber {
    let version = try reader.first(
      "SELECT version FROM claim_replacement WHERE claim_number = $1", number.value,
      read: { row in try row.value(0, as: Int64.self) })
    guard version != nil else { return try standing(inPlaceOf: number, reader) }
    var meant = number
    while let next = try reader.first(
      """
      SELECT e.by_number FROM claim_replaced e JOIN claim_replacement p \
      ON p.claim_number = e.by_number WHERE e.claim_number = $1 AND p.reason <> $2
      """, meant.value, ClaimStore.reason(.providerReplacement),
      read: { row in ClaimNumber(try row.value(0, as: Int64.self)) })
    {
      meant = next
    }
    return meant
  }

  /// The claim after those that it corrects by ourselves, the first one first: to the sender, and to
  /// whoever sent a paper or decided on one, they are one claim.
  static func versions(
    upTo number: ClaimNumber, _ reader: some StoreReading
  ) throws -> [ClaimNumber] {
    var (numbers, last) = ([number], number)
    while let corrected = try reader.first(
      """
      SELECT original_number FROM claim_replacement WHERE claim_number = $1 AND reason <> $2 \
      AND original_number < claim_number
      """, last.value, ClaimStore.reason(.providerReplacement),
      read: { row in ClaimNumber(try row.value(0, as: Int64.self)) })
    {
      numbers.append(corrected)
      last = corrected
    }
    return numbers.reversed()
  }

  /// Whose place a claim takes; nothing for an original.
  static func link(of number: ClaimNumber, _ reader: some StoreReading) throws -> ClaimLink? {
    try reader.first(
      """
      SELECT p.root_number, p.version, p.original_number, p.reason, p.received_at, d.attempt, \
      d.record FROM claim_replacement p JOIN claim_decided d \
      ON d.claim_number = p.original_number WHERE p.claim_number = $1 AND p.version > 0
      """, number.value
    ) { row in
      let keys = StepKeys(
        ClaimNumber(try row.value(0, as: Int64.self)), version: try row.value(1))
      let decided: ClaimV1.DecidedRecord = try decode(row.value(6))
      return ClaimLink(
        keys: keys, replaced: ClaimNumber(try row.value(2, as: Int64.self)),
        replacedKeys: StepKeys(keys.root, version: keys.version - 2),
        replacedAttempt: Int(clamping: try row.value(5, as: Int64.self)),
        areUnitsTaken: decided.takesUnits,
        reason: PaymentV1.ReversalReason(rawValue: try row.value(3)), receivedAt: try row.value(4),
        remittedAt: try remittedAt(StepKeys(keys.root, version: keys.version - 2), reader))
    }
  }

  /// When the remittance that lists a version was closed, the first moment of all when nobody noted it;
  /// nothing while none lists it.
  static func remittedAt(_ keys: StepKeys, _ reader: some StoreReading) throws -> Instant? {
    try reader.first(
      "SELECT closed_at FROM remitted_claim WHERE claim_number = $1 AND version = $2",
      keys.root.value, keys.version,
      read: { row in try row.value(0, as: Instant?.self) ?? Instant(microseconds: 0) })
  }

  /// Remembers which claim takes whose place; of two that race for one claim, one is stored.
  ///
  /// - Parameter receivedAt: When the claim was received that is corrected; absent for a replacement.
  static func insert(
    replacement number: ClaimNumber, of original: ClaimNumber,
    for reason: PaymentV1.ReversalReason, receivedAt: Instant? = nil, in transaction: Transaction
  ) throws {
    let keys = try keys(of: original, transaction).replacement
    try transaction.execute(
      """
      INSERT INTO claim_replacement (claim_number, original_number, ordinal, root_number, version, \
      reason, received_at) VALUES ($1, $2, (SELECT COALESCE(MAX(ordinal), 0) + 1 \
      FROM claim_replacement WHERE original_number = $2), $3, $4, $5, $6)
      """, number.value, original.value, keys.root.value, keys.version,
      ClaimStore.reason(reason), receivedAt)
  }

  /// Says that a decided claim took the place of another, and lets its lines be found instead.
  static func replace(
    by number: ClaimNumber, _ link: ClaimLink, in transaction: Transaction
  ) throws {
    let inserted = try transaction.execute(
      """
      INSERT INTO claim_replaced (claim_number, by_number) VALUES ($1, $2) \
      ON CONFLICT (claim_number) DO NOTHING
      """, link.replaced.value, number.value)
    guard inserted > 0 else { return }
    try transaction.execute(
      "DELETE FROM claim_review WHERE claim_number = $1", link.replaced.value)
    if let old = try submitted(link.replaced, transaction) {
      try LineClaiming.forget(old, link.replaced, in: transaction)
    }
    if let new = try submitted(number, transaction) {
      try LineClaiming.takePlace(new, for: number, in: transaction)
    }
  }

  /// How a reason is stored.
  static func reason(_ reason: PaymentV1.ReversalReason) -> Int64 { Int64(reason.rawValue) }
}

extension ClaimV1.DecidedRecord {
  /// Whether the claim took units or visits.
  var takesUnits: Bool {
    (decision?.lines ?? []).contains { $0.isVisitTaken || $0.unitsTaken?.thousandths ?? 0 > 0 }
  }
}
