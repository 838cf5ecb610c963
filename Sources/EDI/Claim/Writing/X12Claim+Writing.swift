extension X12Claim {
  /// Loop 2300 with the loops inside it. What stood in no loop of the guide is left out.
  var outgoing: [X12OutgoingSegment] {
    var own = [beginning]
    own += periods.map(\.outgoing) + attachments.map(\.outgoing) + amounts.map(\.outgoing)
    own += references.map(\.outgoing) + codes.outgoing + rawSegments.outgoing(of: .claim)
    if let admission { own.append(admission.outgoing) }
    return own.ordered(for: .claim) + providers.flatMap { $0.outgoing() }
      + otherPayers.flatMap(\.outgoing) + lines.flatMap { $0.outgoing(kind) }
  }

  private var beginning: X12OutgoingSegment {
    .made(
      "CLM",
      [
        .text(identifier.value), X12Decimal.text(charge.value), "", "",
        .composite([placeOfService.value, placeQualifier.value, frequency.value]),
        .text(providerSignature), .text(assignment.value), .text(benefitsAssignment.value),
        .text(release), .text(patientSignature), .composite(relatedCauses),
        .text(specialProgram), "", "", "", "", "", "", "", .text(delayReason),
      ])
  }
}

extension X12Admission {
  fileprivate var outgoing: X12OutgoingSegment {
    .made("CL1", [.text(type.value), .text(source.value), .text(patientStatus.value)])
  }
}
