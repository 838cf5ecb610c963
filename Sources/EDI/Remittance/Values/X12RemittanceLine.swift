package import Domain

/// Loop 2110 of an 835: what became of one line.
package struct X12RemittanceLine: Hashable, Sendable {
  /// SVC01, the service that was adjudicated.
  package var procedure: X12OutgoingProcedure
  /// SVC02; negative in a reversal.
  package var charge: Money
  /// SVC03; negative in a reversal.
  package var paid: Money
  /// SVC04, the revenue code beside a procedure; empty for none.
  package var revenueCode: String
  /// SVC05, the units that are paid for; nothing when they are not told, which means one.
  package var paidUnits: Quantity?
  /// SVC06, the service that was billed, when another was adjudicated.
  package var billedProcedure: X12OutgoingProcedure?
  /// SVC07, the units that were billed, when they are not those of SVC05.
  package var billedUnits: Quantity?
  /// DTM*472, or DTM*150 and DTM*151 of several days.
  package var service: DaySpan
  /// CAS.
  package var adjustments: [Adjustment]
  /// REF*6R, the provider's number of the line, or its place in the claim.
  package var controlNumber: String
  /// AMT*B6, the allowed amount; zero is not sent.
  package var allowed: Money?
  /// LQ*HE, remark codes.
  package var remarks: [String]

  /// Makes a line's part.
  package init(
    procedure: X12OutgoingProcedure, charge: Money, paid: Money, revenueCode: String = "",
    paidUnits: Quantity?, billedProcedure: X12OutgoingProcedure? = nil,
    billedUnits: Quantity? = nil, service: DaySpan, adjustments: [Adjustment],
    controlNumber: String, allowed: Money? = nil, remarks: [String] = []
  ) {
    self.procedure = procedure
    self.charge = charge
    self.paid = paid
    self.revenueCode = revenueCode
    self.paidUnits = paidUnits
    self.billedProcedure = billedProcedure
    self.billedUnits = billedUnits
    self.service = service
    self.adjustments = adjustments
    self.controlNumber = controlNumber
    self.allowed = allowed
    self.remarks = remarks
  }
}

extension X12RemittanceLine: PrintsRedacted {}
