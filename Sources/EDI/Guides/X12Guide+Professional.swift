extension X12Guide {
  /// 005010X222: professional claims.
  static let professional = X12Guide(
    kind: .professionalClaims, transaction: "837", family: "005010X222",
    releases: ["005010X222", "005010X222A1", "005010X222A2"],
    triggers: claimTriggers.merging([
      "LQ": [X12LoopTrigger(0, "", from: [.line], opens: .form)],
      "NM1": levelTriggers + professionalClaim + professionalOtherPayer + professionalLine,
    ]) { $1 },
    lacks: [.claim: ["CL1"], .otherSubscriber: ["MIA"], .line: ["SV2"]],
    service: "SV1", diagnosesMax: 12)

  private static let professionalClaim: [X12LoopTrigger] = [
    X12LoopTrigger(1, "DN", from: [.claim], opens: .referringProvider),
    X12LoopTrigger(1, "P3", from: [.claim], opens: .referringProvider),
    X12LoopTrigger(1, "82", from: [.claim], opens: .renderingProvider),
    X12LoopTrigger(1, "77", from: [.claim], opens: .serviceFacility),
    X12LoopTrigger(1, "DQ", from: [.claim], opens: .supervisingProvider),
    X12LoopTrigger(1, "PW", from: [.claim], opens: .pickUp),
    X12LoopTrigger(1, "45", from: [.claim], opens: .dropOff),
  ]

  private static let professionalOtherPayer: [X12LoopTrigger] = [
    X12LoopTrigger(1, "DN", from: [.otherPayer], opens: .otherReferringProvider),
    X12LoopTrigger(1, "P3", from: [.otherPayer], opens: .otherReferringProvider),
    X12LoopTrigger(1, "82", from: [.otherPayer], opens: .otherRenderingProvider),
    X12LoopTrigger(1, "77", from: [.otherPayer], opens: .otherServiceFacility),
    X12LoopTrigger(1, "DQ", from: [.otherPayer], opens: .otherSupervisingProvider),
    X12LoopTrigger(1, "85", from: [.otherPayer], opens: .otherBillingProvider),
  ]

  private static let professionalLine: [X12LoopTrigger] = [
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
