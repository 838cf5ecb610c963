package import Domain

/// Loop 2200D or 2200E of a 277: one answer, about one claim or about none.
package struct X12StatusClaim: Hashable, Sendable {
  /// TRN02, the inquiry's own number, as it was sent.
  package var trace: String
  /// STC; at least one.
  package var statuses: [X12ClaimStatus]
  /// STC02, the day from which the status holds.
  package var statusDay: Day
  /// STC04; nothing when no claim was found.
  package var charge: Money?
  /// STC05; nothing when nothing is decided.
  package var paid: Money?
  /// STC06, the day of the decision; nothing before it.
  package var decidedDay: Day?
  /// STC08, the day of the payment; nothing before it.
  package var paymentDay: Day?
  /// STC09, the number of the check or transfer; empty before it.
  package var paymentNumber: String
  /// REF*1K, our number of the claim; empty when none was found.
  package var payerClaimNumber: String
  /// REF*EJ, CLM01; empty when none was found.
  package var patientControlNumber: String
  /// REF*D9; empty when the inquiry had none.
  package var clearinghouseNumber: String
  /// DTP*472; the days of the claim that was found, else those that were asked for.
  package var service: DaySpan?
  /// Loops 2220D, when the inquiry asked for lines.
  package var lines: [X12StatusLine]

  /// Makes an answer.
  package init(
    trace: String, statuses: [X12ClaimStatus], statusDay: Day, charge: Money? = nil,
    paid: Money? = nil, decidedDay: Day? = nil, paymentDay: Day? = nil,
    paymentNumber: String = "", payerClaimNumber: String = "",
    patientControlNumber: String = "", clearinghouseNumber: String = "",
    service: DaySpan? = nil, lines: [X12StatusLine] = []
  ) {
    self.trace = trace
    self.statuses = statuses
    self.statusDay = statusDay
    self.charge = charge
    self.paid = paid
    self.decidedDay = decidedDay
    self.paymentDay = paymentDay
    self.paymentNumber = paymentNumber
    self.payerClaimNumber = payerClaimNumber
    self.patientControlNumber = patientControlNumber
    self.clearinghouseNumber = clearinghouseNumber
    self.service = service
    self.lines = lines
  }

  /// Makes the answer that no claim was found.
  package init(notFound trace: String, on day: Day, service: DaySpan? = nil) {
    self.init(trace: trace, statuses: [.notFound], statusDay: day, service: service)
  }
}

extension X12StatusClaim: PrintsRedacted {}
