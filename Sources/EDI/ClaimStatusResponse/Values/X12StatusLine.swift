package import Domain

/// Loop 2220D or 2220E of a 277: where one line stands.
package struct X12StatusLine: Hashable, Sendable {
  /// SVC01.
  package var procedure: X12OutgoingProcedure
  /// SVC02.
  package var charge: Money
  /// SVC03; nothing is paid before the decision.
  package var paid: Money
  /// SVC04, the revenue code beside a procedure; empty for none.
  package var revenueCode: String
  /// SVC07, the units billed.
  package var units: Quantity
  /// STC; at least one.
  package var statuses: [X12ClaimStatus]
  /// STC02, the day from which the status holds.
  package var statusDay: Day
  /// REF*FJ, the provider's number of the line; empty for none.
  package var controlNumber: String
  /// DTP*472.
  package var service: DaySpan

  /// Makes a line's part.
  package init(
    procedure: X12OutgoingProcedure, charge: Money, paid: Money, revenueCode: String = "",
    units: Quantity, statuses: [X12ClaimStatus], statusDay: Day, controlNumber: String = "",
    service: DaySpan
  ) {
    self.procedure = procedure
    self.charge = charge
    self.paid = paid
    self.revenueCode = revenueCode
    self.units = units
    self.statuses = statuses
    self.statusDay = statusDay
    self.controlNumber = controlNumber
    self.service = service
  }
}

extension X12StatusLine: PrintsRedacted {}
