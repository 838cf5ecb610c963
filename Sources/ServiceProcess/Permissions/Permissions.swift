import Messages

extension PermissionTable {
  /// Every method of the suite. A method without a row here cannot be served.
  package static let suite = PermissionTable(
    common + eligibility + network + authorization + payment + gateway)

  private static let common: [Permission] = [
    .reads(HealthV1.Health.check, .anyone),
    .reads(HealthV1.Health.watch, .anyone),
    .reads(ReflectionV1.ServerReflection.serverReflectionInfo, .anyone),
    .reads(StatusV1.StatusService.getMetrics, .roles([.operator, .auditor])),
    .reads(StatusV1.StatusService.listCallSpans, .roles([.operator, .auditor])),
    .reads(StatusV1.StatusService.listAuditRecords, .roles([.operator, .auditor])),
  ]

  private static let eligibility: [Permission] = [
    .reads(
      EligibilityV1.EligibilityService.checkCoverage, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .reads(EligibilityV1.EligibilityService.watchChanges, .roles(.gateway)),
    .changes(
      EligibilityV1.EligibilityAdministrationService.loadEligibility, .roles(.operator)),
    .reads(
      EligibilityV1.EligibilityAdministrationService.listAssignments,
      .roles([.operator, .auditor]), showsMemberData: true),
    .reads(
      EligibilityV1.EligibilityAdministrationService.verifyStore, .roles([.operator, .auditor])),
  ]

  private static let network: [Permission] = [
    .reads(
      NetworkV1.NetworkService.resolveContract, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .reads(NetworkV1.NetworkService.watchChanges, .roles(.gateway)),
    .changes(
      NetworkV1.NetworkAdministrationService.loadNetwork, .roles(.operator)),
    .reads(
      NetworkV1.NetworkAdministrationService.listProviders, .roles([.operator, .auditor])),
    .reads(NetworkV1.NetworkAdministrationService.verifyStore, .roles([.operator, .auditor])),
  ]

  private static let authorization: [Permission] = [
    .changes(
      AuthorizationV1.AuthorizationService.holdUnits, .roles(.gateway),
      rate: .decision),
    .reads(
      AuthorizationV1.AuthorizationService.evaluateHold, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .changes(
      AuthorizationV1.AuthorizationService.settleHold, .roles(.gateway),
      rate: .decision),
    .changes(
      AuthorizationV1.AuthorizationService.releaseHold, .roles(.gateway),
      rate: .decision),
    .changes(
      AuthorizationV1.AuthorizationService.returnUnits, .roles(.gateway),
      rate: .decision),
    .reads(AuthorizationV1.AuthorizationService.watchChanges, .roles(.gateway)),
    .reads(AuthorizationV1.AuthorizationService.watchPeople, .roles(.gateway)),
    .changes(
      AuthorizationV1.AuthorizationAdministrationService.loadAuthorizations, .roles(.operator)),
    .changes(
      AuthorizationV1.AuthorizationAdministrationService.loadPeople, .roles(.operator)),
    .reads(
      AuthorizationV1.AuthorizationAdministrationService.listPeople,
      .roles([.operator, .auditor])),
    .reads(
      AuthorizationV1.AuthorizationAdministrationService.listHolds,
      .roles([.gateway, .operator, .auditor])),
    .reads(
      AuthorizationV1.AuthorizationAdministrationService.verifyStore,
      .roles([.operator, .auditor])),
  ]

  private static let payment: [Permission] = [
    .changes(
      PaymentV1.PaymentService.adjudicateClaim, .roles(.gateway),
      rate: .decision),
    .changes(
      PaymentV1.PaymentService.withdrawAdjudication, .roles(.gateway),
      rate: .decision),
    .changes(
      PaymentV1.PaymentService.reverseClaim, .roles(.gateway), rate: .decision),
    .reads(
      PaymentV1.PaymentService.evaluateAdjudication, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .changes(PaymentV1.PaymentRunService.closeRun, .roles(.gateway)),
    .reads(PaymentV1.PaymentRunService.listRuns, .roles([.gateway, .operator, .auditor])),
    .reads(PaymentV1.PaymentRunService.listRemittances, .roles([.gateway, .operator, .auditor])),
    .reads(PaymentV1.PaymentRunService.getRemittance, .roles([.gateway, .operator, .auditor])),
    .reads(
      PaymentV1.PaymentRunService.listRemittedClaims, .roles([.gateway, .auditor]),
      showsMemberData: true),
    .changes(
      PaymentV1.PaymentAdministrationService.loadRemittanceParties, .roles(.operator)),
    .changes(
      PaymentV1.PaymentAdministrationService.loadInterestRates, .roles(.operator)),
    .changes(
      PaymentV1.PaymentAdministrationService.loadSequestrationRates, .roles(.operator)),
    .changes(
      PaymentV1.PaymentAdministrationService.loadOpeningBalances, .roles(.operator)),
    .changes(PaymentV1.PaymentAdministrationService.settleWithhold, .roles(.operator)),
    .changes(PaymentV1.PaymentAdministrationService.settleRisk, .roles(.operator)),
    .reads(
      PaymentV1.PaymentAdministrationService.getAccumulators,
      .roles([.gateway, .operator, .examiner, .auditor]), showsMemberData: true),
    .changes(PaymentV1.CapitationService.loadCapitationTerms, .roles(.operator)),
    .changes(PaymentV1.CapitationService.settleCapitation, .roles(.operator)),
    .reads(
      PaymentV1.CapitationService.listCapitationStatements, .roles([.operator, .auditor])),
    .reads(
      PaymentV1.CapitationService.listCapitatedMembers, .roles([.operator, .auditor]),
      showsMemberData: true),
    .changes(PaymentV1.RecoupmentService.openRecoupment, .roles(.operator)),
    .changes(PaymentV1.RecoupmentService.acknowledgeRefund, .roles(.operator)),
    .changes(PaymentV1.RecoupmentService.writeOffRecoupment, .roles(.operator)),
    .changes(PaymentV1.RecoupmentService.withdrawRecoupment, .roles(.operator)),
    .reads(
      PaymentV1.RecoupmentService.listRecoupments, .roles([.operator, .auditor]),
      showsMemberData: true),
    .reads(PaymentV1.ReportService.listSequestration, .roles([.operator, .auditor])),
    .reads(PaymentV1.PaymentAdministrationService.verifyStore, .roles([.operator, .auditor])),
  ]

  private static let gateway: [Permission] = [
    .changes(
      ClaimV1.ClaimService.submitClaim, .roles(.submitter), rate: .submission),
    .changes(
      ClaimV1.ClaimService.submitFile, .roles(.submitter), rate: .submission),
    .reads(
      ClaimV1.ClaimService.getClaim, .owners(.submitter, everyones: [.examiner, .auditor]),
      showsMemberData: true),
    .reads(
      ClaimV1.ClaimService.listClaims, .owners(.submitter, everyones: [.examiner, .auditor]),
      showsMemberData: true),
    .reads(
      ClaimV1.ClaimService.explainClaim, .owners(.submitter, everyones: [.examiner, .auditor]),
      showsMemberData: true),
    .reads(
      ClaimV1.ClaimService.replayClaim, .owners(.submitter, everyones: [.examiner, .auditor]),
      showsMemberData: true),
    .reads(
      ClaimV1.ClaimService.replayClaims, .roles([.examiner, .auditor]), showsMemberData: true),
    .reads(
      ClaimV1.ClaimService.evaluateClaim, .owners(.submitter, everyones: [.examiner, .auditor]),
      showsMemberData: true),
    .reads(
      ClaimV1.ClaimService.getClaimTimeline,
      .owners(.submitter, everyones: [.examiner, .operator, .auditor])),
    .changes(
      ClaimV1.ClaimService.voidClaim, .owners(.submitter, everyones: .examiner),
      rate: .submission),
    .changes(
      ClaimV1.ClaimService.recordAttachment, .owners(.submitter, everyones: .examiner),
      rate: .submission),
    .reads(
      ClaimV1.InterchangeService.listInterchanges,
      .owners(.submitter, everyones: [.operator, .auditor])),
    .reads(
      ClaimV1.InterchangeService.getInterchangeDocuments,
      .owners(.submitter, everyones: [.operator, .auditor]), showsMemberData: true),
    .changes(ClaimV1.RemittanceService.closeRun, .roles(.operator)),
    .reads(ClaimV1.RemittanceService.listRuns, .roles([.operator, .examiner, .auditor])),
    .reads(ClaimV1.RemittanceService.listRemittances, .roles([.operator, .examiner, .auditor])),
    .reads(
      ClaimV1.RemittanceService.exportRemittance, .roles([.operator, .examiner, .auditor]),
      showsMemberData: true),
    .reads(
      ClaimV1.WorkQueueService.listPended, .roles([.examiner, .auditor]), showsMemberData: true),
    .changes(ClaimV1.WorkQueueService.assignPended, .roles(.examiner)),
    .changes(ClaimV1.WorkQueueService.decidePended, .roles(.examiner)),
    .reads(
      ClaimV1.GatewayAdministrationService.getGatewayStatus,
      .roles([.operator, .examiner, .auditor])),
    .changes(
      ClaimV1.GatewayAdministrationService.setBusinessTime, .roles(.operator)),
    .changes(
      ClaimV1.GatewayAdministrationService.loadCodes, .roles(.operator)),
    .reads(
      ClaimV1.GatewayAdministrationService.listCodeSets, .roles([.operator, .examiner, .auditor])),
    .reads(ClaimV1.GatewayAdministrationService.verifyStore, .roles([.operator, .auditor])),
  ]
}
