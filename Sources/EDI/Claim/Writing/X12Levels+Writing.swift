extension X12ClaimSetHeader {
  /// BHT and loops 1000A and 1000B.
  var outgoing: [X12OutgoingSegment] {
    let beginning = X12OutgoingSegment.made(
      "BHT",
      [
        "0019", .text(purpose.value), .text(reference.value), .text(date.value), .text(time),
        .text(kind.value),
      ])
    return [beginning] + (submitter?.outgoing() ?? []) + (receiver?.outgoing() ?? [])
  }
}

extension X12BillingLevel {
  /// Loop 2000A behind its HL, and loops 2010AA to 2010AC.
  var outgoing: [X12OutgoingSegment] {
    let own = (specialty.map { [$0.outgoing] } ?? []) + rawSegments.outgoing(of: .billingLevel)
    return own.ordered(for: .billingLevel)
      + [provider, payToAddress, payToPlan].flatMap { $0?.outgoing() ?? [] }
  }
}

extension X12SubscriberLevel {
  /// Loop 2000B behind its HL, and loops 2010BA and 2010BB.
  var outgoing: [X12OutgoingSegment] {
    let own =
      (information.map { [$0.outgoing] } ?? []) + rawSegments.outgoing(of: .subscriberLevel)
    return own.ordered(for: .subscriberLevel)
      + [subscriber, payer].flatMap { $0?.outgoing() ?? [] }
  }
}

extension X12PatientLevel {
  /// Loop 2000C behind its HL, and loop 2010CA.
  var outgoing: [X12OutgoingSegment] {
    rawSegments.outgoing(of: .patientLevel).ordered(for: .patientLevel)
      + (patient?.outgoing() ?? [])
  }
}
