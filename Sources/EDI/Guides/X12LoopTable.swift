/// The loops as data: number, stage, outer loop, segments in their order.
///
/// A loop that several guides have lists the segments of all of them; ``X12Guide`` says which of
/// these it lacks. `!` marks what the guides require beside the segment that opens the loop and
/// what a claim cannot be decided without, which ``X12ClaimCompleteness`` looks at.
enum X12LoopTable {
  /// One loop.
  struct Row: Sendable {
    let loop: X12Loop
    let id: String
    let level: X12Level
    let outer: X12Loop?
    /// The segments that the loop may hold, in the order of the guides.
    let members: [String]
    /// Those of them that must be there.
    let required: [String]

    init(
      _ loop: X12Loop, _ id: String, _ level: X12Level, in outer: X12Loop?, _ members: String
    ) {
      self.loop = loop
      self.id = id
      self.level = level
      self.outer = outer
      let marked = members.split(separator: " ")
      self.members = marked.map { $0.last == "!" ? String($0.dropLast()) : String($0) }
      self.required = marked.filter { $0.last == "!" }.map { String($0.dropLast()) }
    }
  }

  /// The row of a loop.
  static func row(of loop: X12Loop) -> Row { rows[Int(loop.rawValue)] }

  /// Every row, in the order of the cases of ``X12Loop``.
  static let rows: [Row] =
    outside + levels + claim + otherPayer + line + institutional + inquiry

  private static let outside: [Row] = [
    Row(.unrecognised, "unrecognised", .header, in: nil, ""),
    Row(.envelope, "envelope", .header, in: nil, "ISA GS TA1 GE IEA"),
    Row(.setHeader, "header", .header, in: nil, "ST BHT"),
    Row(.setTrailer, "trailer", .header, in: nil, "SE"),
    Row(.submitter, "1000A", .header, in: nil, "NM1 PER!"),
    Row(.receiver, "1000B", .header, in: nil, "NM1"),
  ]

  private static let levels: [Row] = [
    Row(.billingLevel, "2000A", .billing, in: nil, "HL PRV CUR"),
    Row(.billingProvider, "2010AA", .billing, in: .billingLevel, "NM1 N3! N4! REF PER"),
    Row(.payToAddress, "2010AB", .billing, in: .billingLevel, "NM1 N3! N4!"),
    Row(.payToPlan, "2010AC", .billing, in: .billingLevel, "NM1 N3! N4! REF"),
    Row(.subscriberLevel, "2000B", .subscriber, in: .billingLevel, "HL SBR PAT"),
    Row(.subscriber, "2010BA", .subscriber, in: .subscriberLevel, "NM1 N3 N4 DMG REF PER"),
    Row(.payer, "2010BB", .subscriber, in: .subscriberLevel, "NM1 N3 N4 REF"),
    Row(.patientLevel, "2000C", .patient, in: .subscriberLevel, "HL PAT!"),
    Row(.patient, "2010CA", .patient, in: .patientLevel, "NM1 N3! N4! DMG! REF PER"),
  ]

  private static let claim: [Row] = [
    Row(
      .claim, "2300", .claim, in: .subscriberLevel,
      "CLM DTP CL1 PWK CN1 AMT REF K3 NTE CR1 CR2 CRC HI HCP"),
    Row(.referringProvider, "2310A", .claim, in: .claim, "NM1 PRV REF"),
    Row(.renderingProvider, "2310B", .claim, in: .claim, "NM1 PRV REF"),
    Row(.serviceFacility, "2310C", .claim, in: .claim, "NM1 N3! N4! REF PER"),
    Row(.supervisingProvider, "2310D", .claim, in: .claim, "NM1 REF"),
    Row(.pickUp, "2310E", .claim, in: .claim, "NM1 N3! N4!"),
    Row(.dropOff, "2310F", .claim, in: .claim, "NM1 N3! N4!"),
  ]

  private static let otherPayer: [Row] = [
    Row(.otherSubscriber, "2320", .otherPayer, in: .claim, "SBR CAS AMT DMG OI! MIA MOA"),
    Row(.otherSubscriberName, "2330A", .otherPayer, in: .otherSubscriber, "NM1 N3 N4 REF"),
    Row(.otherPayer, "2330B", .otherPayer, in: .otherSubscriber, "NM1 N3 N4 DTP REF"),
    Row(.otherReferringProvider, "2330C", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherRenderingProvider, "2330D", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherServiceFacility, "2330E", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherSupervisingProvider, "2330F", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherBillingProvider, "2330G", .otherPayer, in: .otherSubscriber, "NM1 REF"),
  ]

  private static let line: [Row] = [
    Row(
      .line, "2400", .line, in: .claim,
      "LX SV1 SV2 SV5 PWK CR1 CR3 CRC DTP QTY MEA CN1 REF AMT K3 NTE PS1 HCP"),
    Row(.drug, "2410", .line, in: .line, "LIN CTP! REF"),
    Row(.lineRenderingProvider, "2420A", .line, in: .line, "NM1 PRV REF"),
    Row(.purchasedServiceProvider, "2420B", .line, in: .line, "NM1 REF"),
    Row(.lineServiceFacility, "2420C", .line, in: .line, "NM1 N3! N4! REF"),
    Row(.lineSupervisingProvider, "2420D", .line, in: .line, "NM1 REF"),
    Row(.orderingProvider, "2420E", .line, in: .line, "NM1 N3 N4 REF PER"),
    Row(.lineReferringProvider, "2420F", .line, in: .line, "NM1 PRV REF"),
    Row(.linePickUp, "2420G", .line, in: .line, "NM1 N3! N4!"),
    Row(.lineDropOff, "2420H", .line, in: .line, "NM1 N3! N4!"),
    Row(.lineAdjudication, "2430", .line, in: .line, "SVD CAS DTP! AMT"),
    Row(.form, "2440", .line, in: .line, "LQ FRM"),
  ]

  private static let institutional: [Row] = [
    Row(.attendingProvider, "2310A", .claim, in: .claim, "NM1 PRV REF"),
    Row(.operatingPhysician, "2310B", .claim, in: .claim, "NM1 REF"),
    Row(.otherOperatingPhysician, "2310C", .claim, in: .claim, "NM1 REF"),
    Row(.institutionalRenderingProvider, "2310D", .claim, in: .claim, "NM1 REF"),
    Row(.institutionalServiceFacility, "2310E", .claim, in: .claim, "NM1 N3! N4! REF"),
    Row(.institutionalReferringProvider, "2310F", .claim, in: .claim, "NM1 REF"),
    Row(.otherPayerAttendingProvider, "2330C", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherPayerOperatingPhysician, "2330D", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(
      .otherPayerOtherOperatingPhysician, "2330E", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherPayerServiceFacility, "2330F", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherPayerRenderingProvider, "2330G", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherPayerReferringProvider, "2330H", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.otherPayerBillingProvider, "2330I", .otherPayer, in: .otherSubscriber, "NM1 REF"),
    Row(.lineOperatingPhysician, "2420A", .line, in: .line, "NM1 REF"),
    Row(.lineOtherOperatingPhysician, "2420B", .line, in: .line, "NM1 REF"),
    Row(.lineInstitutionalRenderingProvider, "2420C", .line, in: .line, "NM1 REF"),
    Row(.lineInstitutionalReferringProvider, "2420D", .line, in: .line, "NM1 REF"),
  ]

  private static let inquiry: [Row] = [
    Row(.inquiryPayerLevel, "2000A", .inquiryPayer, in: nil, "HL"),
    Row(.inquiryPayer, "2100A", .inquiryPayer, in: .inquiryPayerLevel, "NM1"),
    Row(.inquirerLevel, "2000B", .inquirer, in: .inquiryPayerLevel, "HL"),
    Row(.inquirer, "2100B", .inquirer, in: .inquirerLevel, "NM1"),
    Row(.inquiryProviderLevel, "2000C", .inquiryProvider, in: .inquirerLevel, "HL"),
    Row(.inquiryProvider, "2100C", .inquiryProvider, in: .inquiryProviderLevel, "NM1"),
    Row(
      .inquirySubscriberLevel, "2000D", .inquirySubscriber, in: .inquiryProviderLevel, "HL DMG"),
    Row(.inquirySubscriber, "2100D", .inquirySubscriber, in: .inquirySubscriberLevel, "NM1"),
    Row(.inquiry, "2200D", .inquiry, in: .inquirySubscriberLevel, "TRN REF AMT DTP"),
    Row(.inquiryLine, "2210D", .inquiry, in: .inquiry, "SVC REF DTP"),
    Row(
      .inquiryDependentLevel, "2000E", .inquiryDependent, in: .inquirySubscriberLevel, "HL DMG!"),
    Row(.inquiryDependent, "2100E", .inquiryDependent, in: .inquiryDependentLevel, "NM1"),
    Row(
      .dependentInquiry, "2200E", .dependentInquiry, in: .inquiryDependentLevel, "TRN REF AMT DTP"),
    Row(.dependentInquiryLine, "2210E", .dependentInquiry, in: .dependentInquiry, "SVC REF DTP"),
  ]
}
