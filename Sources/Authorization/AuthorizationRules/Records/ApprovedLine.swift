package import Domain

/// One service that an authorization covers, with what has become of its units.
package struct ApprovedLine: Hashable, Sendable {
  /// The line's number in the authorization.
  package var lineNumber: Int
  /// The procedure code.
  package var procedure: String
  /// The units approved.
  package var approved: Quantity
  /// The days on which they may be used.
  package var days: DaySpan
  /// The units that settled holds took.
  package var used: Quantity
  /// The units that open holds reserve.
  package var reserved: Quantity

  /// Makes a line.
  package init(
    lineNumber: Int, procedure: String, approved: Quantity, days: DaySpan, used: Quantity = .zero,
    reserved: Quantity = .zero
  ) {
    self.lineNumber = lineNumber
    self.procedure = procedure
    self.approved = approved
    self.days = days
    self.used = used
    self.reserved = reserved
  }

  /// The units that may still be reserved; never negative (rule `AUTH-UNITS-1`).
  package var remaining: Quantity {
    max(.zero, approved - used - reserved)
  }
}
