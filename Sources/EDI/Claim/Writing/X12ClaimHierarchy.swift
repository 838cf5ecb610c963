/// The levels that are open while claims are written one behind the other.
struct X12ClaimHierarchy {
  private var count = 0
  private var billing: X12BillingLevel?
  private var billingNumber = 0
  private var subscriber: X12SubscriberLevel?
  private var subscriberNumber = 0
  private var patient: X12PatientLevel?

  /// The segments of the levels that a claim needs and that are not open yet; nothing when the
  /// claim has no billing provider or subscriber. `rest` is the claim and those behind it.
  mutating func open(
    above claim: X12Claim, rest: ArraySlice<X12Claim>
  ) -> [X12OutgoingSegment]? {
    guard let billing = claim.billing, let subscriber = claim.subscriber else { return nil }
    var segments: [X12OutgoingSegment] = []
    if self.billing != billing { segments += open(billing) }
    if self.subscriber != subscriber || (patient != nil && claim.patient == nil) {
      let family = rest.prefix { $0.billing == billing && $0.subscriber == subscriber }
      segments += open(subscriber, hasPatients: family.contains { $0.patient != nil })
    }
    if let patient = claim.patient, self.patient != patient { segments += open(patient) }
    return segments
  }

  private mutating func open(_ level: X12BillingLevel) -> [X12OutgoingSegment] {
    count += 1
    billing = level
    billingNumber = count
    subscriber = nil
    patient = nil
    return [.level(count, under: nil, "20", hasChildren: true)] + level.outgoing
  }

  private mutating func open(
    _ level: X12SubscriberLevel, hasPatients: Bool
  ) -> [X12OutgoingSegment] {
    count += 1
    subscriber = level
    subscriberNumber = count
    patient = nil
    return [.level(count, under: billingNumber, "22", hasChildren: hasPatients)]
      + level.outgoing
  }

  private mutating func open(_ level: X12PatientLevel) -> [X12OutgoingSegment] {
    count += 1
    patient = level
    return [.level(count, under: subscriberNumber, "23", hasChildren: false)] + level.outgoing
  }
}
