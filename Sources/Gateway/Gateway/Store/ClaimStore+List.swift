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
    /// Whether every line is denied; absent while undecided.
    let isDenied: Bool?
    let paid: Money?
    let patientShare: Money?
    let pended: ClaimV1.PendedRecord?

    /// Where the claim stands.
    var state: ClaimV1.ClaimState {
      if let isDenied { return isDenied ? .denied : .payable }
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
  func listPended(after number: Int64, limit: Int) async throws -> [Listed] {
    try await store.read { reader in
      let numbers = try reader.rows(
        """
        SELECT DISTINCT p.claim_number FROM claim_pended p LEFT JOIN pend_decision x \
        ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
        WHERE p.claim_number > $1 AND x.claim_number IS NULL \
        ORDER BY p.claim_number LIMIT $2
        """, number, Int64(limit), read: { row in try row.value(0, as: Int64.self) })
      return try numbers.compactMap { try ClaimStore.listed($0, reader) }
    }
  }

  /// How many claims are decided as paid, decided as denied, pended, and accepted in all.
  func counts() async throws -> (payable: Int64, denied: Int64, pended: Int64, accepted: Int64) {
    try await store.read { reader in
      let denied = try ClaimStore.count(
        "SELECT COUNT(*) FROM claim_decided WHERE is_denied = 1", reader)
      let decided = try ClaimStore.count("SELECT COUNT(*) FROM claim_decided", reader)
      let accepted = try ClaimStore.count("SELECT COUNT(*) FROM claim_accepted", reader)
      let pended = try ClaimStore.count(
        """
        SELECT COUNT(*) FROM claim_pended p LEFT JOIN pend_decision x \
        ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
        WHERE x.claim_number IS NULL
        """, reader)
      return (decided - denied, denied, pended, accepted - decided - pended)
    }
  }

  private static func count(_ sql: SQL, _ reader: Reader) throws -> Int64 {
    try reader.first(sql, read: { row in try row.value(0, as: Int64.self) }) ?? 0
  }

  private static func listed(_ number: Int64, _ reader: Reader) throws -> Listed? {
    let pended = try pended(ClaimNumber(number), reader)?.record
    return try reader.first(
      """
      SELECT a.patient_control_number, a.charge, a.accepted_at, d.is_denied, d.paid, \
      d.patient_share, a.submitter FROM claim_accepted a \
      LEFT JOIN claim_decided d ON d.claim_number = a.claim_number WHERE a.claim_number = $1
      """, number
    ) { row in
      Listed(
        number: ClaimNumber(number), submitter: try row.value(6),
        patientControlNumber: try row.value(0),
        charge: try row.value(1), acceptedAt: try row.value(2), isDenied: try row.value(3),
        paid: try row.value(4), patientShare: try row.value(5), pended: pended)
    }
  }
}
