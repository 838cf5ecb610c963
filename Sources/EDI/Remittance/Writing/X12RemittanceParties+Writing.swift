extension X12RemittancePayer {
  /// Loop 1000A.
  var outgoing: [X12OutgoingSegment] {
    [.made("N1", ["PR", .text(name)])] + address.outgoing
      + X12OutgoingReference.outgoing("2U", number)
      + (claimContact.map { [$0.outgoing(as: "CX")] } ?? [])
      + [technicalContact.outgoing(as: "BL")]
  }
}

extension X12RemittancePayee {
  /// Loop 1000B.
  var outgoing: [X12OutgoingSegment] {
    [
      .made("N1", ["PE", .text(name), .text(identifierQualifier), .text(identifier)])
    ] + (address?.outgoing ?? []) + X12OutgoingReference.outgoing("TJ", taxID)
  }
}

extension X12RemittanceParties {
  /// NM1 of loop 2100, in the order of the guide.
  var outgoing: [X12OutgoingSegment] {
    let others: [(String, X12OutgoingName?)] = [
      ("IL", subscriber), ("74", corrected), ("82", rendering), ("TT", forwardedTo),
    ]
    return [patient.outgoing(as: "QC")]
      + others.compactMap { role, name in name?.outgoing(as: role) }
  }
}
