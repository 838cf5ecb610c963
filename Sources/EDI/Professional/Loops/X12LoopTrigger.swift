/// One row of the table of segments that open a loop: which segment, with what, from which stage.
struct X12LoopTrigger: Sendable {
  /// The element that decides; 0 when the segment alone does.
  let element: Int
  /// What the element must be.
  let value: String
  /// The stages from which the segment opens the loop; empty when from any.
  let levels: [X12Level]
  /// The loop that it opens.
  let opens: X12Loop

  init(_ element: Int, _ value: String, from levels: [X12Level], opens: X12Loop) {
    self.element = element
    self.value = value
    self.levels = levels
    self.opens = opens
  }

  /// Whether the segment, which has the right identifier, opens the loop from `level`.
  func matches(_ segment: X12Segment, at level: X12Level) -> Bool {
    (levels.isEmpty || levels.contains(level))
      && (element == 0 || segment.element(element) == value)
  }
}

extension X12LoopTrigger {
  /// The triggers by segment identifier.
  static let table: [String: [X12LoopTrigger]] = [
    "HL": [
      X12LoopTrigger(3, "20", from: [], opens: .billingLevel),
      X12LoopTrigger(3, "22", from: [], opens: .subscriberLevel),
      X12LoopTrigger(3, "23", from: [], opens: .patientLevel),
    ],
    "CLM": [X12LoopTrigger(0, "", from: [], opens: .claim)],
    "SBR": [
      X12LoopTrigger(0, "", from: [.claim, .otherPayer, .line], opens: .otherSubscriber)
    ],
    "LX": [X12LoopTrigger(0, "", from: [.claim, .otherPayer, .line], opens: .line)],
    "LIN": [X12LoopTrigger(0, "", from: [.line], opens: .drug)],
    "SVD": [X12LoopTrigger(0, "", from: [.line], opens: .lineAdjudication)],
    "LQ": [X12LoopTrigger(0, "", from: [.line], opens: .form)],
    "NM1": header + claim + otherPayer + line,
  ]

  private static let header: [X12LoopTrigger] = [
    X12LoopTrigger(1, "41", from: [.header], opens: .submitter),
    X12LoopTrigger(1, "40", from: [.header], opens: .receiver),
    X12LoopTrigger(1, "85", from: [.billing], opens: .billingProvider),
    X12LoopTrigger(1, "87", from: [.billing], opens: .payToAddress),
    X12LoopTrigger(1, "PE", from: [.billing], opens: .payToPlan),
    X12LoopTrigger(1, "IL", from: [.subscriber], opens: .subscriber),
    X12LoopTrigger(1, "PR", from: [.subscriber], opens: .payer),
    X12LoopTrigger(1, "QC", from: [.patient], opens: .patient),
  ]

  private static let claim: [X12LoopTrigger] = [
    X12LoopTrigger(1, "DN", from: [.claim], opens: .referringProvider),
    X12LoopTrigger(1, "P3", from: [.claim], opens: .referringProvider),
    X12LoopTrigger(1, "82", from: [.claim], opens: .renderingProvider),
    X12LoopTrigger(1, "77", from: [.claim], opens: .serviceFacility),
    X12LoopTrigger(1, "DQ", from: [.claim], opens: .supervisingProvider),
    X12LoopTrigger(1, "PW", from: [.claim], opens: .pickUp),
    X12LoopTrigger(1, "45", from: [.claim], opens: .dropOff),
  ]

  private static let otherPayer: [X12LoopTrigger] = [
    X12LoopTrigger(1, "IL", from: [.otherPayer], opens: .otherSubscriberName),
    X12LoopTrigger(1, "PR", from: [.otherPayer], opens: .otherPayer),
    X12LoopTrigger(1, "DN", from: [.otherPayer], opens: .otherReferringProvider),
    X12LoopTrigger(1, "P3", from: [.otherPayer], opens: .otherReferringProvider),
    X12LoopTrigger(1, "82", from: [.otherPayer], opens: .otherRenderingProvider),
    X12LoopTrigger(1, "77", from: [.otherPayer], opens: .otherServiceFacility),
    X12LoopTrigger(1, "DQ", from: [.otherPayer], opens: .otherSupervisingProvider),
    X12LoopTrigger(1, "85", from: [.otherPayer], opens: .otherBillingProvider),
  ]

  private static let line: [X12LoopTrigger] = [
    X12LoopTrigger(1, "82", from: [.line], opens: .lineRenderingProvider),
    X12LoopTrigger(1, "QB", from: [.line], opens: .purchasedServiceProvider),
    X12LoopTrigger(1, "77", from: [.line], opens: .lineServiceFacility),
    X12LoopTrigger(1, "DQ", from: [.line], opens: .lineSupervisingProvider),
    X12LoopTrigger(1, "DK", from: [.line], opens: .orderingProvider),
    X12LoopTrigger(1, "DN", from: [.line], opens: .lineReferringProvider),
    X12LoopTrigger(1, "P3", from: [.line], opens: .lineReferringProvider),
    X12LoopTrigger(1, "PW", from: [.line], opens: .linePickUp),
    X12LoopTrigger(1, "45", from: [.line], opens: .lineDropOff),
  ]
}
