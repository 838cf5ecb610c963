import Domain

/// How the values that are one segment each become that segment again.

extension X12Reference {
  var outgoing: X12OutgoingSegment {
    .made("REF", [.text(qualifier), .text(value.value), .text(text), .composite(link)])
  }
}

extension X12Period {
  var outgoing: X12OutgoingSegment {
    .made("DTP", [.text(qualifier), .text(format), .text(text.value)])
  }
}

extension X12Attachment {
  var outgoing: X12OutgoingSegment {
    .made(
      "PWK",
      [
        .text(report.value), .text(transmission.value), "", "", .text(qualifier),
        .text(controlNumber.value),
      ])
  }
}

extension X12Amount {
  var outgoing: X12OutgoingSegment {
    .made("AMT", [.text(qualifier), X12Decimal.text(amount.value)])
  }
}

extension X12Specialty {
  var outgoing: X12OutgoingSegment {
    .made("PRV", [.text(role), .text(qualifier), .text(taxonomy.value)])
  }
}

extension X12SubscriberInformation {
  var outgoing: X12OutgoingSegment {
    .made(
      "SBR",
      [
        .text(payerOrder.value), .text(relationship.value), .text(groupNumber.value),
        .text(groupName), .text(insuranceType),
      ] + unused.map { .text($0) } + [.text(filingIndicator.value)])
  }
}

extension X12Demographics {
  var outgoing: X12OutgoingSegment {
    let birth = birth.value?.compact ?? ""
    return .made("DMG", [birth.isEmpty ? "" : "D8", .text(birth), .text(sex.value)])
  }
}
