import AuthorizationRules
import Domain
import Storage

/// What one line of a hold reserves, with the numbers of the records in the store.
struct StoredReservation: Hashable, Sendable {
  /// The units of a line of an authorization.
  struct Units: Hashable, Sendable {
    let authorizationID: Int64
    let authorizationLine: Int
    let quantity: Quantity
  }

  /// The visit of a referral.
  struct ReferralVisit: Hashable, Sendable {
    let referralID: Int64
    let visit: Visit
  }

  /// The line's number in the claim.
  let lineNumber: Int
  /// The day of service.
  let day: Day
  /// The units, if any.
  let units: Units?
  /// The visit, if any.
  let visit: ReferralVisit?

  /// The same, as a settlement sees it.
  var heldLine: HeldLine {
    HeldLine(
      lineNumber: lineNumber, units: units?.quantity ?? .zero, isVisitHeld: visit != nil)
  }
}

/// The rows of what holds reserve and take, with the sums beside them.
enum ReservationRows {
  /// What the hold of that number reserved.
  static func reservations(of hold: Int64, in reader: some StoreReading) throws
    -> [StoredReservation]
  {
    try reader.rows(
      """
      SELECT line_number, day, authorization_id, authorization_line, held, referral_id, \
      rendering_npi FROM hold_line WHERE hold_id = $1 ORDER BY line_number
      """, hold, read: reservation)
  }

  /// Reserves for a line of the hold of that number.
  static func reserve(
    _ reservation: StoredReservation, for hold: Int64, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO hold_line (hold_id, line_number, day, authorization_id, authorization_line, \
      held, referral_id, rendering_npi) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """, hold, reservation.lineNumber, reservation.day, reservation.units?.authorizationID,
      reservation.units?.authorizationLine, reservation.units?.quantity ?? .zero,
      reservation.visit?.referralID, reservation.visit?.visit.renderingNPI)
    if let units = reservation.units {
      try reserve(units, on: reservation.day, in: transaction)
    }
    if let visit = reservation.visit { try count(visit, in: transaction) }
  }

  /// Ends the reservation of a line and keeps what it took.
  static func end(
    _ reservation: StoredReservation, of hold: Int64, taking line: Settlement.Line,
    in transaction: Transaction
  ) throws {
    if line.isTaking {
      try transaction.execute(
        """
        INSERT INTO settlement_line (hold_id, line_number, taken, is_visit_taken) \
        VALUES ($1, $2, $3, $4)
        """, hold, line.lineNumber, line.taken, line.isVisitTaken)
    }
    if let units = reservation.units {
      try end(units, taking: line.taken, in: transaction)
    }
    if let visit = reservation.visit {
      try uncount(visit, isTaken: line.isVisitTaken, in: transaction)
    }
  }

  /// What one line of a settled hold took.
  struct Taking: Hashable, Sendable {
    let reservation: StoredReservation
    let units: Quantity
    let isVisitTaken: Bool
  }

  /// What the lines of the hold of that number took; a line that took nothing is not among them.
  static func takings(of hold: Int64, in reader: some StoreReading) throws -> [Taking] {
    try reader.rows(
      """
      SELECT h.line_number, h.day, h.authorization_id, h.authorization_line, h.held, \
      h.referral_id, h.rendering_npi, s.taken, s.is_visit_taken FROM settlement_line s \
      JOIN hold_line h ON h.hold_id = s.hold_id AND h.line_number = s.line_number \
      WHERE s.hold_id = $1 ORDER BY h.line_number
      """, hold
    ) { row in
      Taking(
        reservation: try reservation(row), units: try row.value(7),
        isVisitTaken: try row.value(8))
    }
  }

  /// How many lines of open and settled holds stand behind a visit.
  static func lineCount(
    behind visit: StoredReservation.ReferralVisit, in reader: some StoreReading
  ) throws -> Int {
    try reader.first(
      """
      SELECT open_lines + taken_lines FROM referral_visit \
      WHERE referral_id = $1 AND rendering_npi = $2 AND day = $3
      """, visit.referralID, visit.visit.renderingNPI, visit.visit.day,
      read: { row in try row.value(0) }) ?? 0
  }

  /// Frees what a line took; its visit stays in use as long as another line stands behind it.
  static func giveBack(_ taking: Taking, in transaction: Transaction) throws {
    if let units = taking.reservation.units {
      try checkOne(
        try transaction.execute(
          """
          UPDATE authorization_line SET used = used - $3 \
          WHERE authorization_id = $1 AND line_number = $2 AND used >= $3
          """, units.authorizationID, units.authorizationLine, taking.units))
    }
    if let visit = taking.reservation.visit, taking.isVisitTaken {
      try giveBack(visit, in: transaction)
    }
  }

  private static func giveBack(
    _ visit: StoredReservation.ReferralVisit, in transaction: Transaction
  ) throws {
    let changed = try transaction.execute(
      """
      UPDATE referral_visit SET taken_lines = taken_lines - 1 \
      WHERE referral_id = $1 AND rendering_npi = $2 AND day = $3 AND taken_lines > 0
      """, visit.referralID, visit.visit.renderingNPI, visit.visit.day)
    guard changed == 1 else {
      throw StorageError(.corrupt, "a visit to give back is not counted")
    }
  }

  private static func reserve(
    _ units: StoredReservation.Units, on day: Day, in transaction: Transaction
  ) throws {
    try checkOne(
      try transaction.execute(
        """
        UPDATE authorization_line SET reserved = reserved + $3, first_day_held = \
        CASE WHEN first_day_held <= $4 THEN first_day_held ELSE $4 END, last_day_held = \
        CASE WHEN last_day_held >= $4 THEN last_day_held ELSE $4 END \
        WHERE authorization_id = $1 AND line_number = $2
        """, units.authorizationID, units.authorizationLine, units.quantity, day))
  }

  private static func end(
    _ units: StoredReservation.Units, taking taken: Quantity, in transaction: Transaction
  ) throws {
    try checkOne(
      try transaction.execute(
        """
        UPDATE authorization_line SET reserved = reserved - $3, used = used + $4 \
        WHERE authorization_id = $1 AND line_number = $2
        """, units.authorizationID, units.authorizationLine, units.quantity, taken))
  }

  private static func checkOne(_ changed: Int) throws {
    guard changed == 1 else {
      throw StorageError(.corrupt, "a hold names a line that its authorization does not have")
    }
  }

  private static func count(
    _ visit: StoredReservation.ReferralVisit, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO referral_visit (referral_id, rendering_npi, day, open_lines, taken_lines) \
      VALUES ($1, $2, $3, 1, 0) ON CONFLICT (referral_id, rendering_npi, day) \
      DO UPDATE SET open_lines = referral_visit.open_lines + 1
      """, visit.referralID, visit.visit.renderingNPI, visit.visit.day)
  }

  private static func uncount(
    _ visit: StoredReservation.ReferralVisit, isTaken: Bool, in transaction: Transaction
  ) throws {
    let changed = try transaction.execute(
      """
      UPDATE referral_visit SET open_lines = open_lines - 1, taken_lines = taken_lines + $4 \
      WHERE referral_id = $1 AND rendering_npi = $2 AND day = $3
      """, visit.referralID, visit.visit.renderingNPI, visit.visit.day, isTaken ? 1 : 0)
    guard changed == 1 else {
      throw StorageError(.corrupt, "a hold names a visit that its referral does not have")
    }
  }

  private static func reservation(_ row: borrowing Row) throws -> StoredReservation {
    let day = try row.value(1, as: Day.self)
    let (authorization, line) = (try row.value(2, as: Int64?.self), try row.value(3, as: Int?.self))
    let (referral, rendering) = (
      try row.value(5, as: Int64?.self), try row.value(6, as: String?.self)
    )
    var units: StoredReservation.Units?
    if let authorization, let line {
      units = StoredReservation.Units(
        authorizationID: authorization, authorizationLine: line, quantity: try row.value(4))
    }
    var visit: StoredReservation.ReferralVisit?
    if let referral, let rendering {
      visit = StoredReservation.ReferralVisit(
        referralID: referral, visit: Visit(renderingNPI: rendering, day: day))
    }
    return StoredReservation(
      lineNumber: try row.value(0), day: day, units: units, visit: visit)
  }
}
