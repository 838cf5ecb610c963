import Domain

/// What a hold is decided on: the member's records, and those that the claim names by number.
package struct RecordsOnFile: Hashable, Sendable {
  /// Authorizations, each once.
  package var authorizations: [AuthorizationOnFile]
  /// Referrals, each once.
  package var referrals: [ReferralOnFile]

  /// Makes the records.
  package init(
    authorizations: [AuthorizationOnFile] = [], referrals: [ReferralOnFile] = []
  ) {
    self.authorizations = authorizations
    self.referrals = referrals
  }

  /// Books `reservation`, so that the next line of the same claim sees it.
  mutating func book(_ reservation: Reservation) {
    if let units = reservation.units, let place = place(of: units) {
      authorizations[place.record].lines[place.line].reserved =
        authorizations[place.record].lines[place.line].reserved + units.quantity
    }
    if let visit = reservation.visit,
      let record = referrals.firstIndex(where: { $0.number == visit.referralNumber })
    {
      referrals[record].visits.insert(visit.visit)
    }
  }

  /// Frees `reservation`, which the version took whose place another takes (rule `HOLD-6`).
  package mutating func free(_ reservation: Reservation) {
    if let units = reservation.units, let place = place(of: units) {
      let used = authorizations[place.record].lines[place.line].used
      authorizations[place.record].lines[place.line].used = max(.zero, used - units.quantity)
    }
    if let visit = reservation.visit,
      let record = referrals.firstIndex(where: { $0.number == visit.referralNumber })
    {
      referrals[record].visits.remove(visit.visit)
    }
  }

  private func place(of units: Reservation.Units) -> (record: Int, line: Int)? {
    guard
      let record = authorizations.firstIndex(where: { $0.number == units.authorizationNumber }),
      let line = authorizations[record].lines.firstIndex(where: {
        $0.lineNumber == units.authorizationLine
      })
    else { return nil }
    return (record, line)
  }
}
