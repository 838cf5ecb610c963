package import Domain

/// Loop 2220D of a 277CA: a line that is the reason why its claim was refused.
package struct X12AcknowledgedLine: Hashable, Sendable {
  /// SVC01.
  package var procedure: X12OutgoingProcedure
  /// SVC02.
  package var charge: Money
  /// SVC07, the units billed; nothing when they could not be read.
  package var units: Quantity?
  /// STC; at least one.
  package var statuses: [X12ClaimStatus]
  /// REF*FJ, the provider's number of the line; empty for none.
  package var controlNumber: String
  /// DTP*472; nothing when the line had no readable day.
  package var service: DaySpan?

  /// Makes a line's part.
  package init(
    procedure: X12OutgoingProcedure, charge: Money, units: Quantity?,
    statuses: [X12ClaimStatus], controlNumber: String = "", service: DaySpan? = nil
  ) {
    self.procedure = procedure
    self.charge = charge
    self.units = units
    self.statuses = statuses
    self.controlNumber = controlNumber
    self.service = service
  }
}

extension X12AcknowledgedLine: PrintsRedacted {}
