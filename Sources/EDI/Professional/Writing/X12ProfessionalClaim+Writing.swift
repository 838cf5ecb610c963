extension X12ProfessionalClaim {
  /// Loop 2300 with the loops inside it. What stood in no loop of the guide is left out.
  var outgoing: [X12OutgoingSegment] {
    var own = [beginning]
    own += periods.map(\.outgoing) + attachments.map(\.outgoing) + amounts.map(\.outgoing)
    own += references.map(\.outgoing) + codes + rawSegments.outgoing(of: .claim)
    return own.ordered(for: .claim) + providers.flatMap { $0.outgoing() }
      + otherPayers.flatMap(\.outgoing) + lines.flatMap(\.outgoing)
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

  private var codes: [X12OutgoingSegment] {
    guard !diagnoses.isEmpty else { return [] }
    return [.made("HI", diagnoses.map { .composite([$0.qualifier, $0.code.value]) })]
  }
}
