import Domain

extension X12RemittanceClaim {
  /// Loop 2100 with its lines.
  var outgoing: [X12OutgoingSegment] {
    [payment] + adjustments.remittanceSegments + parties.outgoing + remarks.outgoing
      + references.map(\.outgoing) + days + amounts + lines.flatMap(\.outgoing)
  }

  private var payment: X12OutgoingSegment {
    .made(
      "CLP",
      [
        .text(patientControlNumber), .text(status.rawValue), X12Number.text(charge),
        X12Number.text(paid), patientResponsibilityElement, .text(filingCode.rawValue),
        .text(payerClaimNumber), .text(facilityCode), .text(frequency), "",
        .text(diagnosisGroup),
      ])
  }

  private var patientResponsibilityElement: X12ElementValue {
    let owed = patientResponsibility
    return status == .reversal || owed <= .zero ? "" : X12Number.text(owed)
  }

  private var days: [X12OutgoingSegment] {
    var segments: [X12OutgoingSegment] = []
    if let service {
      segments.append(.made("DTM", ["232", .text(service.from.compact)]))
      if service.to != service.from {
        segments.append(.made("DTM", ["233", .text(service.to.compact)]))
      }
    }
    if let receivedDay { segments.append(.made("DTM", ["050", .text(receivedDay.compact)])) }
    return segments
  }

  private var amounts: [X12OutgoingSegment] {
    [("AU", coveredAmount), ("I", interest)].compactMap { qualifier, amount in
      X12RemittanceAmount.outgoing(qualifier, amount)
    }
  }
}

/// AMT of a remittance.
enum X12RemittanceAmount {
  /// AMT, or nothing for no amount and for zero.
  static func outgoing(_ qualifier: String, _ amount: Money?) -> X12OutgoingSegment? {
    guard let amount, amount != .zero else { return nil }
    return .made("AMT", [.text(qualifier), X12Number.text(amount)])
  }
}

extension X12ClaimRemarks {
  /// MOA or MIA, or nothing without codes.
  fileprivate var outgoing: [X12OutgoingSegment] {
    switch self {
    case .none: []
    case .outpatient(let codes): codes.isEmpty ? [] : [Self.outpatientSegment(codes)]
    case .inpatient(let codes, let coveredDays):
      codes.isEmpty ? [] : [Self.inpatientSegment(codes, coveredDays: coveredDays)]
    }
  }

  private static func outpatientSegment(_ codes: [String]) -> X12OutgoingSegment {
    .made("MOA", ["", ""] + codes.map { .text($0) })
  }

  private static func inpatientSegment(
    _ codes: [String], coveredDays: Int
  ) -> X12OutgoingSegment {
    let gap = [X12ElementValue](repeating: "", count: 14)
    let first: [X12ElementValue] =
      [.text(String(coveredDays)), "", "", ""] + codes.prefix(1).map { .text($0) }
    return .made("MIA", first + gap + codes.dropFirst().map { .text($0) })
  }
}
