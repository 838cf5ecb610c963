import Domain

/// What a claim must have that no single segment can miss, and whether its charges add up.
enum X12ClaimCompleteness {
  /// Notes what is missing; `position` is that of CLM.
  static func check(
    _ claim: X12Claim, at position: X12Position, _ log: inout X12FaultLog
  ) {
    checkLevels(claim, at: position, &log)
    if !hasDiagnosis(claim) { log.note(.segmentMissing, at: position.ofAbsent("HI", in: .claim)) }
    if claim.kind == .institutional { checkStay(claim, at: position, &log) }
    if claim.lines.isEmpty { log.note(.segmentMissing, at: position.ofAbsent("LX", in: .line)) }
    for line in claim.lines { check(line, claim.kind, &log) }
    if claim.charge.value != nil, !claim.isBalanced {
      log.note(.chargeDiffersFromLines, at: claim.charge.position)
    }
  }

  /// An institutional claim needs a principal diagnosis, a professional one any.
  private static func hasDiagnosis(_ claim: X12Claim) -> Bool {
    switch claim.kind {
    case .professional: !claim.diagnoses.isEmpty
    case .institutional:
      claim.codes.contains { X12HealthCode.principalQualifiers.contains($0.qualifier) }
    }
  }

  private static func checkStay(
    _ claim: X12Claim, at position: X12Position, _ log: inout X12FaultLog
  ) {
    if claim.statement == nil {
      log.note(.segmentMissing, at: position.ofAbsent("DTP", in: .claim))
    }
    if claim.admission == nil {
      log.note(.segmentMissing, at: position.ofAbsent("CL1", in: .claim))
    }
  }

  private static func checkLevels(
    _ claim: X12Claim, at position: X12Position, _ log: inout X12FaultLog
  ) {
    if let billing = claim.billing {
      checkParty(billing.provider, .billingProvider, billing.number.position, &log)
    }
    if let level = claim.subscriber {
      if level.information == nil {
        let place = level.number.position.ofAbsent("SBR", in: .subscriberLevel)
        log.note(.segmentMissing, at: place)
      }
      checkParty(level.subscriber, .subscriber, level.number.position, &log)
      checkParty(level.payer, .payer, level.number.position, &log)
    }
    if let level = claim.patient, level.patient == nil {
      log.note(.segmentMissing, at: level.number.position.ofAbsent("NM1", in: .patient))
    }
  }

  private static func checkParty(
    _ party: X12Party?, _ loop: X12Loop, _ position: X12Position, _ log: inout X12FaultLog
  ) {
    guard let party else {
      return log.note(.segmentMissing, at: position.ofAbsent("NM1", in: loop))
    }
    if party.identifier.value.isEmpty {
      log.note(.elementMissing, at: party.identifier.position)
    }
  }

  private static func check(
    _ line: X12ServiceLine, _ kind: X12ClaimKind, _ log: inout X12FaultLog
  ) {
    let place =
      line.number.position.segmentOrdinal == 0 ? line.charge.position : line.number.position
    guard line.hasService else {
      let service = kind.guide.service ?? ""
      return log.note(.segmentMissing, at: place.ofAbsent(service, in: .line))
    }
    if kind == .professional, line.service == nil {
      log.note(.segmentMissing, at: place.ofAbsent("DTP", in: .line))
    }
  }
}
