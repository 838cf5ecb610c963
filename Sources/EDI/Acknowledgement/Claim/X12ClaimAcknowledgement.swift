package import Domain

/// A 277CA: which claims of a set were taken, and why the others were not.
///
/// Counts and totals at each level are formed from the claims when it is written.
package struct X12ClaimAcknowledgement: Hashable, Sendable {
  /// BHT03, our number of this answer.
  package var reference: String
  /// When it was made: BHT04 and BHT05, in UTC.
  package var instant: Instant
  /// Loop 2100A, we.
  package var payer: X12OutgoingName
  /// TRN02 of loop 2200A, our number of the file that came.
  package var payerTrace: String
  /// DTP*050: the day on which the file came.
  package var receivedDay: Day
  /// DTP*009: the day on which it was worked.
  package var processedDay: Day
  /// Loop 2100B, who sent the claims.
  package var receiver: X12OutgoingName
  /// TRN02 of loop 2200B, BHT03 of the set that came.
  package var receiverTrace: String
  /// Loop 2000C, in the order of the set.
  package var providers: [X12AcknowledgedProvider]

  /// Makes an answer.
  package init(
    reference: String, instant: Instant, payer: X12OutgoingName, payerTrace: String,
    receivedDay: Day, processedDay: Day, receiver: X12OutgoingName, receiverTrace: String,
    providers: [X12AcknowledgedProvider]
  ) {
    self.reference = reference
    self.instant = instant
    self.payer = payer
    self.payerTrace = payerTrace
    self.receivedDay = receivedDay
    self.processedDay = processedDay
    self.receiver = receiver
    self.receiverTrace = receiverTrace
    self.providers = providers
  }
}
