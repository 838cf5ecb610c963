import AuthorizationRules
import Storage

/// The records on which a hold is decided, with their numbers in the store.
struct LoadedRecords {
  /// What the rules see.
  private(set) var records = RecordsOnFile()
  private var authorizationIDs: [String: Int64] = [:]
  private var referralIDs: [String: Int64] = [:]

  /// Reads what the lines of `request` may use, and nothing that none of them asks for.
  init(for request: HoldRequest, in reader: some StoreReading) throws {
    let authorized = request.lines.filter(\.looksForAuthorization)
    if authorized.contains(where: \.authorizationNumber.isEmpty) {
      add(try AuthorizationRows.ofMember(request.memberID, in: reader))
    }
    for number in Set(authorized.map(\.authorizationNumber))
    where !number.isEmpty && authorizationIDs[number] == nil {
      add(try [AuthorizationRows.named(number, in: reader)].compactMap(\.self))
    }
    let referred = request.lines.filter(\.isReferralRequired)
    if referred.contains(where: \.referralNumber.isEmpty) {
      add(try ReferralRows.ofMember(request.memberID, in: reader))
    }
    for number in Set(referred.map(\.referralNumber))
    where !number.isEmpty && referralIDs[number] == nil {
      add(try [ReferralRows.named(number, in: reader)].compactMap(\.self))
    }
  }

  /// `reservation` with the numbers of the store.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` when it names a record that was not read.
  func stored(_ reservation: Reservation) throws -> StoredReservation {
    StoredReservation(
      lineNumber: reservation.lineNumber, day: reservation.day,
      units: try reservation.units.map { units in
        StoredReservation.Units(
          authorizationID: try id(units.authorizationNumber, authorizationIDs),
          authorizationLine: units.authorizationLine, quantity: units.quantity)
      },
      visit: try reservation.visit.map { visit in
        StoredReservation.ReferralVisit(
          referralID: try id(visit.referralNumber, referralIDs), visit: visit.visit)
      })
  }

  /// Frees what the settled hold of that number took, as far as the records are read here.
  ///
  /// A visit is free when none but lines of that hold stand behind it.
  mutating func free(takenBy hold: Int64, in reader: some StoreReading) throws {
    let takings = try ReservationRows.takings(of: hold, in: reader)
    for taking in takings {
      let reservation = taking.reservation
      var visit: Reservation.ReferralVisit?
      if taking.isVisitTaken, let stored = reservation.visit,
        let number = referralIDs.first(where: { $0.value == stored.referralID })?.key
      {
        let others = try ReservationRows.lineCount(behind: stored, in: reader)
        let own = takings.count { $0.isVisitTaken && $0.reservation.visit == stored }
        visit =
          others > own
          ? nil : Reservation.ReferralVisit(referralNumber: number, visit: stored.visit)
      }
      records.free(
        Reservation(
          lineNumber: reservation.lineNumber, day: reservation.day,
          units: units(of: taking), visit: visit))
    }
  }

  private func units(of taking: ReservationRows.Taking) -> Reservation.Units? {
    guard let units = taking.reservation.units,
      let number = authorizationIDs.first(where: { $0.value == units.authorizationID })?.key
    else { return nil }
    return Reservation.Units(
      authorizationNumber: number, authorizationLine: units.authorizationLine,
      quantity: taking.units)
  }

  private func id(_ number: String, _ ids: [String: Int64]) throws -> Int64 {
    guard let id = ids[number] else {
      throw StorageError(.corrupt, "a hold uses a record that was not read for it")
    }
    return id
  }

  private mutating func add(_ found: [StoredAuthorization]) {
    for authorization in found {
      records.authorizations.append(authorization.record)
      authorizationIDs[authorization.record.number] = authorization.id
    }
  }

  private mutating func add(_ found: [StoredReferral]) {
    for referral in found {
      records.referrals.append(referral.record)
      referralIDs[referral.record.number] = referral.id
    }
  }
}
