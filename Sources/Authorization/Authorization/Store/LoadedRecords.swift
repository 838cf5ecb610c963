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
    let authorized = request.lines.filter(\.isAuthorizationRequired)
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
