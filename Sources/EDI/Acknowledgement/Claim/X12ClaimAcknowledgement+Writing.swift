import Domain

extension X12OutgoingEnvelope {
  /// A file with one 277CA for each acknowledgement (rule `EDI-ANSWER-CLAIM`).
  package func file(
    of acknowledgements: [X12ClaimAcknowledgement]
  ) throws(X12OutgoingError) -> [UInt8] {
    for acknowledgement in acknowledgements {
      guard acknowledgement.isComplete else { throw X12OutgoingError(.valueMissing) }
    }
    return try file(of: .claimAcknowledgement, acknowledgements.map(\.outgoing))
  }
}

extension X12ClaimAcknowledgement {
  /// Whether every claim and every line says where it stands.
  fileprivate var isComplete: Bool {
    claims.allSatisfy { claim in
      !claim.statuses.isEmpty && claim.lines.allSatisfy { !$0.statuses.isEmpty }
    }
  }

  private var claims: [X12AcknowledgedClaim] { providers.flatMap(\.claims) }

  /// The segments between ST and SE.
  var outgoing: [X12OutgoingSegment] {
    var hierarchy = X12OutgoingHierarchy()
    var segments = [beginning] + source(&hierarchy) + receiverLevel(&hierarchy)
    let parent = hierarchy.count
    for provider in providers {
      segments += provider.outgoing(under: parent, on: processedDay, &hierarchy)
    }
    return segments
  }

  private var beginning: X12OutgoingSegment {
    .made(
      "BHT",
      [
        "0085", "08", .text(reference), .text(instant.day.compact), .text(instant.x12Time),
        "TH",
      ])
  }

  private func source(_ hierarchy: inout X12OutgoingHierarchy) -> [X12OutgoingSegment] {
    [
      hierarchy.open("20", hasChildren: true), payer.outgoing(as: "PR"),
      .made("TRN", ["1", .text(payerTrace)]),
      DaySpan(from: receivedDay, to: receivedDay).outgoing("050"),
      DaySpan(from: processedDay, to: processedDay).outgoing("009"),
    ]
  }

  private func receiverLevel(_ hierarchy: inout X12OutgoingHierarchy) -> [X12OutgoingSegment] {
    let totals = X12ClaimTotals(claims)
    return [
      hierarchy.open("21", under: hierarchy.count, hasChildren: !providers.isEmpty),
      receiver.outgoing(as: "41"),
      .made("TRN", ["2", .text(receiverTrace)]),
      X12ClaimStatus.received.outgoing(on: processedDay, isAccepted: true, totals.charge),
    ] + totals.outgoing(accepted: "90", rejected: "AA")
  }
}

extension X12ClaimStatus {
  /// The set has come to us, whatever becomes of its claims.
  fileprivate static let received = X12ClaimStatus("A1", "19", entity: "PR")

  /// STC as a 277CA has it; a line has no amount.
  fileprivate func outgoing(
    on day: Day?, isAccepted: Bool, _ amount: Money?
  ) -> X12OutgoingSegment {
    .made(
      "STC",
      [
        composite, .text(day?.compact ?? ""), isAccepted ? "WQ" : "U", X12Number.text(amount),
      ])
  }
}

extension X12AcknowledgedProvider {
  /// The trace number of a level that has none of its own.
  private static let noTrace = "0"

  fileprivate func outgoing(
    under parent: Int, on day: Day, _ hierarchy: inout X12OutgoingHierarchy
  ) -> [X12OutgoingSegment] {
    let totals = X12ClaimTotals(claims)
    var segments = [
      hierarchy.open("19", under: parent, hasChildren: !claims.isEmpty),
      name.outgoing(as: "85"), .made("TRN", ["1", .text(Self.noTrace)]),
      X12ClaimStatus.received.outgoing(on: nil, isAccepted: true, totals.charge),
    ]
    segments += totals.outgoing(accepted: "QA", rejected: "QC")
    let own = hierarchy.count
    for claim in claims {
      segments.append(hierarchy.open("PT", under: own))
      segments += claim.outgoing(on: day)
    }
    return segments
  }
}

extension X12AcknowledgedClaim {
  fileprivate func outgoing(on day: Day) -> [X12OutgoingSegment] {
    [patient.outgoing(as: "QC"), .made("TRN", ["2", .text(claimIdentifier)])]
      + statuses.map { $0.outgoing(on: day, isAccepted: isAccepted, charge) }
      + X12OutgoingReference.outgoing("1K", isAccepted ? payerClaimNumber : "")
      + X12OutgoingReference.outgoing("D9", clearinghouseNumber)
      + (service.map { [$0.outgoing("472")] } ?? [])
      + lines.flatMap { $0.outgoing(on: day) }
  }
}

extension X12AcknowledgedLine {
  fileprivate func outgoing(on day: Day) -> [X12OutgoingSegment] {
    let service = X12OutgoingSegment.made(
      "SVC",
      [procedure.outgoing, X12Number.text(charge), "", "", "", "", X12Number.text(units)])
    return [service] + statuses.map { $0.outgoing(on: day, isAccepted: false, nil) }
      + X12OutgoingReference.outgoing("FJ", controlNumber)
      + (self.service.map { [$0.outgoing("472")] } ?? [])
  }
}
