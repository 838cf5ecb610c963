/// What the two claim guides share.
extension X12Guide {
  /// What opens the levels, the claim, its other payers and its lines.
  static let claimTriggers: [String: [X12LoopTrigger]] = [
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
  ]

  /// The NM1 segments above claims, and those of another payer and its subscriber.
  static let levelTriggers: [X12LoopTrigger] = [
    X12LoopTrigger(1, "41", from: [.header], opens: .submitter),
    X12LoopTrigger(1, "40", from: [.header], opens: .receiver),
    X12LoopTrigger(1, "85", from: [.billing], opens: .billingProvider),
    X12LoopTrigger(1, "87", from: [.billing], opens: .payToAddress),
    X12LoopTrigger(1, "PE", from: [.billing], opens: .payToPlan),
    X12LoopTrigger(1, "IL", from: [.subscriber], opens: .subscriber),
    X12LoopTrigger(1, "PR", from: [.subscriber], opens: .payer),
    X12LoopTrigger(1, "QC", from: [.patient], opens: .patient),
    X12LoopTrigger(1, "IL", from: [.otherPayer], opens: .otherSubscriberName),
    X12LoopTrigger(1, "PR", from: [.otherPayer], opens: .otherPayer),
  ]
}
