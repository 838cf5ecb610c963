extension X12Guide {
  /// 005010X223: institutional claims.
  static let institutional = X12Guide(
    kind: .institutionalClaims, transaction: "837", family: "005010X223",
    releases: ["005010X223", "005010X223A1", "005010X223A2", "005010X223A3"],
    triggers: claimTriggers.merging([
      "NM1": levelTriggers + institutionalClaim + institutionalOtherPayer + institutionalLine
    ]) { $1 },
    lacks: [
      .subscriberLevel: ["PAT"], .subscriber: ["PER"], .patient: ["PER"],
      .claim: ["CR1", "CR2"],
      .line: ["SV1", "SV5", "CR1", "CR3", "CRC", "QTY", "MEA", "CN1", "K3", "PS1"],
    ],
    service: "SV2", diagnosesMax: 25)

  private static let institutionalClaim: [X12LoopTrigger] = [
    X12LoopTrigger(1, "71", from: [.claim], opens: .attendingProvider),
    X12LoopTrigger(1, "72", from: [.claim], opens: .operatingPhysician),
    X12LoopTrigger(1, "ZZ", from: [.claim], opens: .otherOperatingPhysician),
    X12LoopTrigger(1, "82", from: [.claim], opens: .institutionalRenderingProvider),
    X12LoopTrigger(1, "77", from: [.claim], opens: .institutionalServiceFacility),
    X12LoopTrigger(1, "DN", from: [.claim], opens: .institutionalReferringProvider),
  ]

  private static let institutionalOtherPayer: [X12LoopTrigger] = [
    X12LoopTrigger(1, "71", from: [.otherPayer], opens: .otherPayerAttendingProvider),
    X12LoopTrigger(1, "72", from: [.otherPayer], opens: .otherPayerOperatingPhysician),
    X12LoopTrigger(1, "ZZ", from: [.otherPayer], opens: .otherPayerOtherOperatingPhysician),
    X12LoopTrigger(1, "77", from: [.otherPayer], opens: .otherPayerServiceFacility),
    X12LoopTrigger(1, "82", from: [.otherPayer], opens: .otherPayerRenderingProvider),
    X12LoopTrigger(1, "DN", from: [.otherPayer], opens: .otherPayerReferringProvider),
    X12LoopTrigger(1, "85", from: [.otherPayer], opens: .otherPayerBillingProvider),
  ]

  private static let institutionalLine: [X12LoopTrigger] = [
    X12LoopTrigger(1, "72", from: [.line], opens: .lineOperatingPhysician),
    X12LoopTrigger(1, "ZZ", from: [.line], opens: .lineOtherOperatingPhysician),
    X12LoopTrigger(1, "82", from: [.line], opens: .lineInstitutionalRenderingProvider),
    X12LoopTrigger(1, "DN", from: [.line], opens: .lineInstitutionalReferringProvider),
  ]
}
