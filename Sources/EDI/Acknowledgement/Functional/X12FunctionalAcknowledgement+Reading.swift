extension X12FunctionalAcknowledgement {
  /// The answer to a group, from what reading it gave (rule `EDI-ANSWER-GROUP`).
  ///
  /// A set whose verdict accepts it is taken even when single claims of it are refused; those are
  /// reported here and in a 277CA.
  package init(to group: X12GroupHeader, _ verdict: X12EnvelopeVerdict, sets: [X12SetReading]) {
    let refusing = verdict.faults.filter { !$0.isNote }
    let codes = refusing.compactMap { X12FaultReport.groupCode(of: $0.code) }
    self.init(
      functionalID: group.functionalID, groupControlNumber: group.controlNumber,
      guide: group.guide, sets: sets.map(X12SetAcknowledgement.init),
      setsIncluded: verdict.count, groupCodes: codes.withoutRepetition)
  }

  /// Whether the table of reports has a row for faults of this kind.
  package static func reports(_ code: X12FaultCode) -> Bool {
    X12FaultReport.table[code] != nil
  }
}

extension X12SetAcknowledgement {
  /// The answer to a set, from what reading it gave.
  init(_ reading: X12SetReading) {
    let header = reading.verdict.header
    let own = X12SegmentFault.faults(reading.verdict.faults)
    let ofClaims = reading.claims.flatMap { claim in
      X12SegmentFault.faults(claim.faults, claim: claim.identifier)
    }
    let segmentFaults = own + ofClaims
    var codes = reading.verdict.faults.compactMap { fault -> String? in
      if case .set(let code) = X12FaultReport.report(of: fault.code) { code } else { nil }
    }
    if !segmentFaults.isEmpty { codes.append(X12FaultReport.setHasSegmentFaults) }
    self.init(
      transaction: header.transaction, controlNumber: header.controlNumber, guide: header.guide,
      outcome: !reading.verdict.isAccepted
        ? .rejected : codes.isEmpty ? .accepted : .acceptedWithErrors,
      segmentFaults: segmentFaults, setCodes: codes.withoutRepetition)
  }
}

extension X12SegmentFault {
  /// The faults of segments, those of one segment together, in the order found.
  fileprivate static func faults(
    _ faults: [X12Fault], claim: String = ""
  ) -> [X12SegmentFault] {
    var found: [X12SegmentFault] = []
    for fault in faults {
      guard let next = X12SegmentFault(fault, claim: claim) else { continue }
      if let last = found.last, last.isSamePlace(as: next), !next.elementFaults.isEmpty {
        found[found.count - 1].elementFaults += next.elementFaults
      } else {
        found.append(next)
      }
    }
    return found
  }

  /// Nothing for a fault that is not one of a segment.
  private init?(_ fault: X12Fault, claim: String) {
    let position = fault.position
    var elementFaults: [X12ElementFault] = []
    let segmentCode: String
    switch X12FaultReport.report(of: fault.code) {
    case .segment(let code):
      segmentCode = code
    case .element(let code):
      segmentCode = X12FaultReport.segmentHasElementFaults
      elementFaults = [
        X12ElementFault(
          element: max(1, position.element), component: position.component, code: code)
      ]
    case .set, .elsewhere:
      return nil
    }
    self.init(
      segmentID: position.segmentID.isEmpty ? "ST" : position.segmentID,
      segmentPosition: max(1, position.segmentOrdinalInSet),
      loopID: position.loop.reportedID, code: segmentCode, claimIdentifier: claim,
      elementFaults: elementFaults)
  }

  private func isSamePlace(as other: X12SegmentFault) -> Bool {
    segmentID == other.segmentID && segmentPosition == other.segmentPosition
      && code == other.code && code == X12FaultReport.segmentHasElementFaults
  }
}

extension X12Loop {
  /// IK303: the number of the loop, or nothing for places that the guide does not number.
  fileprivate var reportedID: String {
    id.first?.isNumber == true ? id : ""
  }
}

extension [String] {
  /// Each text once, in the order of its first place.
  fileprivate var withoutRepetition: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
