import Domain

/// What a claim must have that no single segment can miss, and whether its charges add up.
enum X12ClaimCompleteness {
  /// Notes what is missing; `position` is that of CLM.
  static func check(
    _ claim: X12ProfessionalClaim, at position: X12Position, _ log: inout X12FaultLog
  ) {
    checkLevels(claim, at: position, &log)
    if claim.diagnoses.isEmpty { log.note(.segmentMissing, at: missing("HI", .claim, position)) }
    if claim.lines.isEmpty { log.note(.segmentMissing, at: missing("LX", .line, position)) }
    for line in claim.lines { check(line, at: position, &log) }
    if claim.charge.value != nil, !claim.isBalanced {
      log.note(.chargeDiffersFromLines, at: claim.charge.position)
    }
  }

  private static func checkLevels(
    _ claim: X12ProfessionalClaim, at position: X12Position, _ log: inout X12FaultLog
  ) {
    if let billing = claim.billing {
      checkParty(billing.provider, .billingProvider, billing.number.position, &log)
    }
    if let level = claim.subscriber {
      if level.information == nil {
        let place = missing("SBR", .subscriberLevel, level.number.position)
        log.note(.segmentMissing, at: place)
      }
      checkParty(level.subscriber, .subscriber, level.number.position, &log)
      checkParty(level.payer, .payer, level.number.position, &log)
    }
    if let level = claim.patient, level.patient == nil {
      log.note(.segmentMissing, at: missing("NM1", .patient, level.number.position))
    }
  }

  private static func checkParty(
    _ party: X12Party?, _ loop: X12Loop, _ position: X12Position, _ log: inout X12FaultLog
  ) {
    guard let party else {
      return log.note(.segmentMissing, at: missing("NM1", loop, position))
    }
    if party.identifier.value.isEmpty {
      log.note(.elementMissing, at: party.identifier.position)
    }
  }

  private static func check(
    _ line: X12ServiceLine, at position: X12Position, _ log: inout X12FaultLog
  ) {
    let place =
      line.number.position.segmentOrdinal == 0 ? line.charge.position : line.number.position
    guard line.hasService else {
      return log.note(.segmentMissing, at: missing("SV1", .line, place))
    }
    if line.service == nil {
      log.note(.segmentMissing, at: missing("DTP", .line, place))
    }
  }

  /// The place of a segment that is not there: behind the one that begins its loop.
  private static func missing(
    _ segmentID: String, _ loop: X12Loop, _ position: X12Position
  ) -> X12Position {
    X12Position(
      segmentOrdinal: position.segmentOrdinal,
      segmentOrdinalInSet: position.segmentOrdinalInSet, byteOffset: position.byteOffset,
      segmentID: segmentID, loop: loop, element: 0, component: 0)
  }
}
