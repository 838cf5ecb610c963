/// The loops of guide 005010X222A1 as data: number, stage, outer loop, segments in their order.
enum X12LoopTable {
  /// One loop.
  struct Row: Sendable {
    let loop: X12Loop
    let id: String
    let level: X12Level
    let outer: X12Loop?
    /// The segments that the loop may hold, in the order of the guide.
    let members: [String]

    init(
      _ loop: X12Loop, _ id: String, _ level: X12Level, in outer: X12Loop?, _ members: String
    ) {
      self.loop = loop
      self.id = id
      self.level = level
      self.outer = outer
      self.members = members.split(separator: " ").map(String.init)
    }
  }

  /// The row of a loop.
  static func row(of loop: X12Loop) -> Row { rows[Int(loop.rawValue)] }

  /// Whether the loop may hold a segment.
  static func holds(_ loop: X12Loop, _ segmentID: String) -> Bool {
    row(of: loop).members.contains(segmentID)
  }

  /// Every row, in the order of the cases of ``X12Loop``.
  static let rows: [Row] = outside + levels + claim + otherPayer + line

  private static let outside: [Row] = [
    Row(.unrecognised, "unrecognised", .header, in: nil, ""),
    Row(.envelope, "envelope", .header, in: nil, "ISA GS TA1 GE IEA"),
    Row(.setHeader, "header", .header, in: nil, "ST BHT"),
    Row(.setTrailer, "trailer", .header, in: nil, "SE"),
    Row(.submitter, "1000A", .header, in: nil, "NM1 PER"),
    Row(.receiver, "1000B", .header, in: nil, "NM1"),
  ]

  private static let levels: [Row] = [
    Row(.billingLevel, "2000A", .billing, in: nil, "HL PRV CUR"),
    Row(.billingProvider, "2010AA", .billing, in: .billingLevel, "NM1 N3 N4 REF PER"),
    Row(.payToAddress, "2010AB", .billing, in: .billingLevel, "NM1 N3 N4"),
    Row(.payToPlan, "2010AC", .billing, in: .billingLevel, "NM1 N3 N4 REF"),
    Row(.subscriberLevel, "2000B", .subscriber, in: .billingLevel, "HL SBR PAT"),
    Row(.subscriber, "2010BA", .subscriber, in: .subscriberLevel, "NM1 N3 N4 DMG REF PER"),
    Row(.payer, "2010BB", .subscriber, in: .subscriberLevel, "NM1 N3 N4 REF"),
    Row(.patientLevel, "2000C", .patient, in: .subscriberLevel, "HL PAT"),
    Row(.patient, "2010CA", .patient, in: .patientLevel, "NM1 N3 N4 DMG REF PER"),
  ]

  private static let claim: [Row] = [
    Row(
      .claim, "2300", .claim, in: .subscriberLevel,
      "CLM DTP PWK CN1 AMT REF K3 NTE CR1 CR2 CRC HI HCP"),
    Row(.referringProvider, "2310A", .claim, in: .claim, "NM1 PRV REF"),
    Row(.renderingProvider, "2310B", .claim, in: .claim, "NM1 PRV REF"),
    Row(.serviceFacility, "2310C", .claim, in: .claim, "NM1 N3 N4 REF PER"),
    Row(.supervisingProvider, "2310D", .claim, in: .claim, "NM1 REF"),
    Row(.pickUp, "2310E", .claim, in: .claim, "NM1 N3 N4"),
    Row(.dropOff, "2310F", .claim, in: .claim, "NM1 N3 N4"),
  ]

  private static let otherPayer: [Row] = [
    Row(.otherSubscriber, "2320", .otherPayer, in: .claim, "SBR CAS AMT DMG OI MOA"),
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
      "LX SV1 SV5 PWK CR1 CR3 CRC DTP QTY MEA CN1 REF AMT K3 NTE PS1 HCP"),
    Row(.drug, "2410", .line, in: .line, "LIN CTP REF"),
    Row(.lineRenderingProvider, "2420A", .line, in: .line, "NM1 PRV REF"),
    Row(.purchasedServiceProvider, "2420B", .line, in: .line, "NM1 REF"),
    Row(.lineServiceFacility, "2420C", .line, in: .line, "NM1 N3 N4 REF"),
    Row(.lineSupervisingProvider, "2420D", .line, in: .line, "NM1 REF"),
    Row(.orderingProvider, "2420E", .line, in: .line, "NM1 N3 N4 REF PER"),
    Row(.lineReferringProvider, "2420F", .line, in: .line, "NM1 PRV REF"),
    Row(.linePickUp, "2420G", .line, in: .line, "NM1 N3 N4"),
    Row(.lineDropOff, "2420H", .line, in: .line, "NM1 N3 N4"),
    Row(.lineAdjudication, "2430", .line, in: .line, "SVD CAS DTP AMT"),
    Row(.form, "2440", .line, in: .line, "LQ FRM"),
  ]
}
