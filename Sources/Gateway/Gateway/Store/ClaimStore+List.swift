import Domain
import Messages
import Storage

extension ClaimStore {
  /// A claim as lists show it, from its rows alone.
  struct Listed: Sendable {
    let number: ClaimNumber
    /// Who sent it.
    let submitter: String
    let patientControlNumber: String
    let charge: Money
    let acceptedAt: Instant
    /// Whether every line is denied, and none waits for a premium; absent while undecided.
    let isDenied: Bool?
    let paid: Money?
    let patientShare: Money?
    /// The task that is open; absent when the claim does not wait for a person.
    let pended: PendedTask?
    /// Whether it only reports an encounter.
    let isEncounter: Bool
    /// Whether a void of it was accepted.
    let isVoiding: Bool
    /// Whether a void took it back.
    let isVoided: Bool
    /// The keys of the version that it is.
    let keys: StepKeys
    /// Whether a line waits for a premium.
    var isSuspended = false
    /// Whose place it takes; nothing for an original.
    var replaces: ClaimNumber?
    /// Why it takes that place.
    var reason = PaymentV1.ReversalReason.unspecified
    /// The claim that stands in its place; nothing while it stands itself.
    var standing: ClaimNumber?
    /// The remittances that list it, in the order of its versions.
    let remittanceIDs: [String]

    /// Whether it does not stand any more.
    var isTakenBack: Bool { isVoided || standing != nil }

    /// Where the claim stands.
    var state: ClaimV1.ClaimState {
      if isVoided { return .voided }
      if standing != nil { return .replaced }
      if let isDenied {
        if isEncounter { return .encounter }
        if isSuspended { return .suspended }
        return isDenied ? .denied : remittanceIDs.isEmpty ? .payable : .paid
      }
      return pended == nil ? .accepted : .pended
    }
  }

  /// One claim as lists show it.
  func listed(_ number: ClaimNumber) async throws -> Listed? {
    try await store.read { reader in try ClaimStore.listed(number.value, reader) }
  }

  /// One claim as lists show it, with its decision when there is one, as they stand together.
  func outcome(
    _ number: ClaimNumber
  ) async throws -> (listed: Listed, decided: ClaimV1.DecidedRecord?)? {
    try await store.read { reader in
      guard let listed = try ClaimStore.listed(number.value, reader) else { return nil }
      let decided = try listed.isDenied.flatMap { _ in try ClaimStore.decided(number, reader) }
      return (listed, decided)
    }
  }

  /// The claims after `number`, in the order in which they were accepted.
  ///
  /// - Parameters:
  ///   - limit: How many at most.
  ///   - state: Only claims in this state; any when unspecified.
  ///   - submitter: Only claims that it sent; everyone's when nothing is given.
  func list(
    after number: Int64, limit: Int, state: ClaimV1.ClaimState, submitter: String? = nil
  ) async throws -> [Listed] {
    try await store.read { reader in
      var found: [Listed] = []
      var position = number
      while found.count < limit {
        let page = try reader.rows(
          """
          SELECT claim_number FROM claim_accepted WHERE claim_number > $1 \
          ORDER BY claim_number LIMIT 256
          """, position, read: { row in try row.value(0, as: Int64.self) })
        guard let last = page.last else { break }
        for value in page where found.count < limit {
          guard let listed = try ClaimStore.listed(value, reader) else { continue }
          let isMeant = state == .unspecified || listed.state == state
          if isMeant, submitter == nil || listed.submitter == submitter { found.append(listed) }
        }
        position = last
      }
      return found
    }
  }

  /// The pended claims after `number`, oldest first.
  ///
  /// - Parameters:
  ///   - limit: How many at most.
  ///   - owner: Only those of this owner; anyone's when empty.
  ///   - due: Only those due by then; all when nothing is given.
  func listPended(
    after number: Int64, limit: Int, owner: String = "", due: Instant? = nil
  ) async throws -> [Listed] {
    let due = due ?? Instant(microseconds: .max)
    return try await store.read { reader in
      let numbers = try reader.rows(
        """
        SELECT DISTINCT p.claim_number FROM claim_pended p LEFT JOIN pend_decision x \
        ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
        WHERE p.claim_number > $1 AND x.claim_number IS NULL \
        AND COALESCE(p.due_at, p.pended_at) <= $3 \
        AND ($4 = '' OR $4 = (SELECT s.owner FROM pend_assignment s \
        WHERE s.claim_number = p.claim_number ORDER BY s.sequence DESC LIMIT 1)) \
        ORDER BY p.claim_number LIMIT $2
        """, number, Int64(limit), due, owner, read: { row in try row.value(0, as: Int64.self) })
      return try numbers.compactMap { try ClaimStore.listed($0, reader) }
    }
  }

  /// How many claims are in each state.
  struct Counts: Hashable, Sendable {
    var accepted: Int64 = 0
    var pended: Int64 = 0
    var payable: Int64 = 0
    var paid: Int64 = 0
    var denied: Int64 = 0
    var suspended: Int64 = 0
    var encounter: Int64 = 0
    var voided: Int64 = 0
    var replaced: Int64 = 0
  }

  /// How many claims are in each state.
  func counts() async throws -> Counts {
    try await store.read { reader in
      let voided = try ClaimStore.count("SELECT COUNT(*) FROM claim_voided", reader)
      let replaced = try ClaimStore.count("SELECT COUNT(*) FROM claim_replaced", reader)
      let encounter = try ClaimStore.count(
        """
        SELECT COUNT(*) FROM claim_decided d LEFT JOIN claim_voided v \
        ON v.claim_number = d.claim_number LEFT JOIN claim_replaced x \
        ON x.claim_number = d.claim_number \
        WHERE d.is_encounter = 1 AND v.claim_number IS NULL AND x.claim_number IS NULL
        """, reader)
      let denied = try ClaimStore.count(
        """
        SELECT COUNT(*) FROM claim_decided d LEFT JOIN claim_voided v \
        ON v.claim_number = d.claim_number LEFT JOIN claim_replaced x \
        ON x.claim_number = d.claim_number WHERE d.is_denied = 1 AND d.is_encounter = 0 \
        AND v.claim_number IS NULL AND x.claim_number IS NULL
        """, reader)
      let paid = try ClaimStore.count(
        """
        SELECT COUNT(*) FROM claim_decided d LEFT JOIN claim_voided v \
        ON v.claim_number = d.claim_number LEFT JOIN claim_replaced x \
        ON x.claim_number = d.claim_number LEFT JOIN claim_replaced e \
        ON e.by_number = d.claim_number LEFT JOIN claim_replacement p \
        ON p.claim_number = e.by_number JOIN remitted_claim r \
        ON r.claim_number = COALESCE(p.root_number, d.claim_number) \
        AND r.version = COALESCE(p.version, 1) WHERE d.is_denied = 0 \
        AND d.is_encounter = 0 AND d.is_suspended = 0 AND v.claim_number IS NULL \
        AND x.claim_number IS NULL
        """, reader)
      let suspended = try ClaimStore.count(
        """
        SELECT COUNT(*) FROM claim_decided d LEFT JOIN claim_voided v \
        ON v.claim_number = d.claim_number LEFT JOIN claim_replaced x \
        ON x.claim_number = d.claim_number WHERE d.is_suspended = 1 AND d.is_encounter = 0 \
        AND v.claim_number IS NULL AND x.claim_number IS NULL
        """, reader)
      let decided = try ClaimStore.count("SELECT COUNT(*) FROM claim_decided", reader)
      let accepted = try ClaimStore.count("SELECT COUNT(*) FROM claim_accepted", reader)
      let pended = try ClaimStore.pendedCount(reader)
      return Counts(
        accepted: accepted - decided - pended, pended: pended,
        payable: decided - denied - suspended - encounter - voided - replaced - paid, paid: paid,
        denied: denied, suspended: suspended, encounter: encounter, voided: voided,
        replaced: replaced)
    }
  }

  /// How many claims wait for a person.
  func pendedCount() async throws -> Int64 {
    try await store.read { reader in try ClaimStore.pendedCount(reader) }
  }

  private static func pendedCount(_ reader: Reader) throws -> Int64 {
    try count(
      """
      SELECT COUNT(*) FROM claim_pended p LEFT JOIN pend_decision x \
      ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
      WHERE x.claim_number IS NULL
      """, reader)
  }

  private static func count(_ sql: SQL, _ reader: Reader) throws -> Int64 {
    try reader.first(sql, read: { row in try row.value(0, as: Int64.self) }) ?? 0
  }

  private static func listed(_ number: Int64, _ reader: Reader) throws -> Listed? {
    let pended = try pended(ClaimNumber(number), reader)
    var listed = try row(number, pended, reader)
    if listed?.standing != nil {
      listed?.standing = try standing(inPlaceOf: ClaimNumber(number), reader)
    }
    return listed
  }

  private static func row(
    _ number: Int64, _ pended: PendedTask?, _ reader: Reader
  ) throws -> Listed? {
    try reader.first(
      """
      SELECT a.patient_control_number, a.charge, a.accepted_at, d.is_denied, d.paid, \
      d.patient_share, a.submitter, d.is_encounter, v.claim_number, x.claim_number, \
      r.remittance_id, y.remittance_id, b.by_number, p.original_number, p.reason, \
      p.root_number, p.version, e.by_number, d.is_suspended \
      FROM claim_accepted a LEFT JOIN claim_decided d ON d.claim_number = a.claim_number \
      LEFT JOIN claim_void v ON v.claim_number = d.claim_number \
      LEFT JOIN claim_voided x ON x.claim_number = v.claim_number \
      LEFT JOIN claim_replaced b ON b.claim_number = a.claim_number \
      LEFT JOIN claim_replaced e ON e.by_number = a.claim_number \
      LEFT JOIN claim_replacement p ON p.claim_number = a.claim_number AND p.version > 0 \
      LEFT JOIN remitted_claim r ON r.claim_number = CASE WHEN e.by_number IS NULL \
      THEN d.claim_number ELSE p.root_number END \
      AND r.version = CASE WHEN e.by_number IS NULL THEN 1 ELSE p.version END \
      LEFT JOIN remitted_claim y ON (x.claim_number IS NOT NULL OR b.by_number IS NOT NULL) \
      AND y.claim_number = CASE WHEN e.by_number IS NULL THEN d.claim_number \
      ELSE p.root_number END \
      AND y.version = CASE WHEN e.by_number IS NULL THEN 2 ELSE p.version + 1 END \
      WHERE a.claim_number = $1
      """, number
    ) { row in
      let isDecided = try row.value(3, as: Bool?.self) != nil
      let hasEffect = try row.value(17, as: Int64?.self) != nil
      let root = try row.value(15, as: Int64?.self)
      let isLinked = root != nil && (hasEffect || !isDecided)
      return Listed(
        number: ClaimNumber(number), submitter: try row.value(6),
        patientControlNumber: try row.value(0),
        charge: try row.value(1), acceptedAt: try row.value(2), isDenied: try row.value(3),
        paid: try row.value(4), patientShare: try row.value(5), pended: pended,
        isEncounter: try row.value(7, as: Bool?.self) ?? false,
        isVoiding: try row.value(8, as: Int64?.self) != nil,
        isVoided: try row.value(9, as: Int64?.self) != nil,
        keys: isLinked
          ? StepKeys(ClaimNumber(root ?? number), version: try row.value(16))
          : StepKeys(ClaimNumber(number)),
        isSuspended: try row.value(18, as: Bool?.self) ?? false,
        replaces: isLinked
          ? try row.value(13, as: Int64?.self).map(ClaimNumber.init) : nil,
        reason: isLinked
          ? PaymentV1.ReversalReason(rawValue: try row.value(14)) : .unspecified,
        standing: try row.value(12, as: Int64?.self).map(ClaimNumber.init),
        remittanceIDs: [try row.value(10, as: String?.self), try row.value(11, as: String?.self)]
          .compactMap(\.self))
    }
  }
}
