package import Domain

/// A 277 that answers a 276: where claims stand.
package struct X12StatusResponse: Hashable, Sendable {
  /// BHT03, our number of this answer.
  package var reference: String
  /// When it was made: BHT04 and BHT05, in UTC.
  package var instant: Instant
  /// Loop 2100A, we.
  package var payer: X12OutgoingName
  /// PER of loop 2100A; nothing when nobody is named.
  package var contact: X12OutgoingContact?
  /// Loop 2100B, who asked.
  package var receiver: X12OutgoingName
  /// Loop 2000C, in the order of the inquiry.
  package var providers: [X12StatusProvider]

  /// Makes an answer.
  package init(
    reference: String, instant: Instant, payer: X12OutgoingName,
    contact: X12OutgoingContact? = nil, receiver: X12OutgoingName,
    providers: [X12StatusProvider]
  ) {
    self.reference = reference
    self.instant = instant
    self.payer = payer
    self.contact = contact
    self.receiver = receiver
    self.providers = providers
  }
}
