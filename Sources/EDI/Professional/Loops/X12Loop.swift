/// The loops of the professional claim guide, and the places outside them.
package enum X12Loop: UInt8, Hashable, Sendable, CaseIterable {
  /// A loop that the guide does not have.
  case unrecognised
  /// ISA, GS, GE and IEA.
  case envelope
  /// ST and BHT.
  case setHeader
  /// SE.
  case setTrailer
  /// 1000A, who sends the file.
  case submitter
  /// 1000B, who shall have it.
  case receiver
  /// 2000A, the level of a billing provider.
  case billingLevel
  /// 2010AA, the billing provider's name.
  case billingProvider
  /// 2010AB, the address to pay to.
  case payToAddress
  /// 2010AC, the plan to pay to.
  case payToPlan
  /// 2000B, the level of a subscriber.
  case subscriberLevel
  /// 2010BA, the subscriber's name.
  case subscriber
  /// 2010BB, the payer.
  case payer
  /// 2000C, the level of a patient who is not the subscriber.
  case patientLevel
  /// 2010CA, the patient's name.
  case patient
  /// 2300, the claim.
  case claim
  /// 2310A, who referred.
  case referringProvider
  /// 2310B, who rendered the service.
  case renderingProvider
  /// 2310C, where it was rendered.
  case serviceFacility
  /// 2310D, who supervised it.
  case supervisingProvider
  /// 2310E, where an ambulance picked up.
  case pickUp
  /// 2310F, where an ambulance dropped off.
  case dropOff
  /// 2320, another payer of the claim.
  case otherSubscriber
  /// 2330A, the subscriber of the other payer.
  case otherSubscriberName
  /// 2330B, the other payer's name.
  case otherPayer
  /// 2330C, the other payer's referring provider.
  case otherReferringProvider
  /// 2330D, the other payer's rendering provider.
  case otherRenderingProvider
  /// 2330E, the other payer's service facility.
  case otherServiceFacility
  /// 2330F, the other payer's supervising provider.
  case otherSupervisingProvider
  /// 2330G, the other payer's billing provider.
  case otherBillingProvider
  /// 2400, a service line.
  case line
  /// 2410, a drug of the line.
  case drug
  /// 2420A, who rendered the line.
  case lineRenderingProvider
  /// 2420B, from whom the service was bought.
  case purchasedServiceProvider
  /// 2420C, where the line was rendered.
  case lineServiceFacility
  /// 2420D, who supervised the line.
  case lineSupervisingProvider
  /// 2420E, who ordered the line.
  case orderingProvider
  /// 2420F, who referred for the line.
  case lineReferringProvider
  /// 2420G, where an ambulance picked up for the line.
  case linePickUp
  /// 2420H, where an ambulance dropped off for the line.
  case lineDropOff
  /// 2430, how another payer decided the line.
  case lineAdjudication
  /// 2440, a form of the line.
  case form
}

extension X12Loop {
  /// The guide's number of the loop, such as `2310B`.
  package var id: String { X12LoopTable.row(of: self).id }

  /// The numbers of the loops around it and its own: `2000B/2300/2400/2420A`.
  ///
  /// A claim hangs under the subscriber or under the patient; the path names the subscriber.
  package var path: String {
    guard let outer = X12LoopTable.row(of: self).outer else { return id }
    return "\(outer.path)/\(id)"
  }

  /// Which segments may open a loop here.
  var level: X12Level { X12LoopTable.row(of: self).level }
}

extension X12Loop: CustomStringConvertible {
  /// The guide's number of the loop.
  package var description: String { id }
}
