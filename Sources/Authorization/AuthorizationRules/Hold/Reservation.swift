package import Domain

/// What one line of a claim reserves (rule `HOLD-1`).
package struct Reservation: Hashable, Sendable {
  /// Units of an authorization.
  package struct Units: Hashable, Sendable {
    /// The authorization.
    package var authorizationNumber: String
    /// Its line.
    package var authorizationLine: Int
    /// How many units, more than none.
    package var quantity: Quantity

    /// Makes a reservation of units.
    package init(authorizationNumber: String, authorizationLine: Int, quantity: Quantity) {
      self.authorizationNumber = authorizationNumber
      self.authorizationLine = authorizationLine
      self.quantity = quantity
    }
  }

  /// A visit of a referral, new or shared with other lines.
  package struct ReferralVisit: Hashable, Sendable {
    /// The referral.
    package var referralNumber: String
    /// The visit.
    package var visit: Visit

    /// Makes a reservation of a visit.
    package init(referralNumber: String, visit: Visit) {
      self.referralNumber = referralNumber
      self.visit = visit
    }
  }

  /// The line's number in the claim.
  package var lineNumber: Int
  /// The day of service.
  package var day: Day
  /// The units, if any.
  package var units: Units?
  /// The visit, if any.
  package var visit: ReferralVisit?

  /// Makes a reservation.
  package init(
    lineNumber: Int, day: Day, units: Units? = nil, visit: ReferralVisit? = nil
  ) {
    self.lineNumber = lineNumber
    self.day = day
    self.units = units
    self.visit = visit
  }
}
