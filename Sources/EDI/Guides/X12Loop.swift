/// The loops of the guides that are read here, and the places outside them.
///
/// Loops that mean the same under the same number are one case; the others are one case per guide.
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
  /// 2310A of the institutional guide, who answers for the whole stay.
  case attendingProvider
  /// 2310B of the institutional guide, who operated.
  case operatingPhysician
  /// 2310C of the institutional guide, who operated too.
  case otherOperatingPhysician
  /// 2310D of the institutional guide, who rendered the service.
  case institutionalRenderingProvider
  /// 2310E of the institutional guide, where it was rendered.
  case institutionalServiceFacility
  /// 2310F of the institutional guide, who referred.
  case institutionalReferringProvider
  /// 2330C of the institutional guide, the other payer's attending provider.
  case otherPayerAttendingProvider
  /// 2330D of the institutional guide, the other payer's operating physician.
  case otherPayerOperatingPhysician
  /// 2330E of the institutional guide, the other payer's other operating physician.
  case otherPayerOtherOperatingPhysician
  /// 2330F of the institutional guide, the other payer's service facility.
  case otherPayerServiceFacility
  /// 2330G of the institutional guide, the other payer's rendering provider.
  case otherPayerRenderingProvider
  /// 2330H of the institutional guide, the other payer's referring provider.
  case otherPayerReferringProvider
  /// 2330I of the institutional guide, the other payer's billing provider.
  case otherPayerBillingProvider
  /// 2420A of the institutional guide, who operated for the line.
  case lineOperatingPhysician
  /// 2420B of the institutional guide, who operated too for the line.
  case lineOtherOperatingPhysician
  /// 2420C of the institutional guide, who rendered the line.
  case lineInstitutionalRenderingProvider
  /// 2420D of the institutional guide, who referred for the line.
  case lineInstitutionalReferringProvider
  /// 2000A of an inquiry, the level of the payer.
  case inquiryPayerLevel
  /// 2100A of an inquiry, the payer.
  case inquiryPayer
  /// 2000B of an inquiry, the level of who asks.
  case inquirerLevel
  /// 2100B of an inquiry, who asks.
  case inquirer
  /// 2000C of an inquiry, the level of a provider.
  case inquiryProviderLevel
  /// 2100C of an inquiry, the provider.
  case inquiryProvider
  /// 2000D of an inquiry, the level of a subscriber.
  case inquirySubscriberLevel
  /// 2100D of an inquiry, the subscriber's name.
  case inquirySubscriber
  /// 2200D, an inquiry about a claim of the subscriber.
  case inquiry
  /// 2210D, a line of that claim.
  case inquiryLine
  /// 2000E of an inquiry, the level of a dependent.
  case inquiryDependentLevel
  /// 2100E of an inquiry, the dependent's name.
  case inquiryDependent
  /// 2200E, an inquiry about a claim of the dependent.
  case dependentInquiry
  /// 2210E, a line of that claim.
  case dependentInquiryLine
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
