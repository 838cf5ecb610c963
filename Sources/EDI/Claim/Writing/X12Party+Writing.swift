extension X12Party {
  /// The party's loop; `further` are segments of it that are kept elsewhere.
  func outgoing(with further: [X12OutgoingSegment] = []) -> [X12OutgoingSegment] {
    var segments = [name] + further
    if let address { segments += address.outgoing }
    if let demographics { segments.append(demographics.outgoing) }
    if let specialty { segments.append(specialty.outgoing) }
    segments += references.map(\.outgoing)
    segments += rawSegments.outgoing(of: loop)
    return segments.ordered(for: loop)
  }

  private var name: X12OutgoingSegment {
    .made(
      "NM1",
      [
        .text(entityCode.value), .text(entityType), .text(lastName.value),
        .text(firstName.value), .text(middleName), .text(namePrefix), .text(nameSuffix),
        .text(identifierQualifier), .text(identifier.value),
      ])
  }
}

extension X12Address {
  fileprivate var outgoing: [X12OutgoingSegment] {
    let street: [X12OutgoingSegment] =
      hasStreet ? [.made("N3", [.text(line1.value), .text(line2)])] : []
    let place: [X12ElementValue] = [
      .text(city.value), .text(state.value), .text(postalCode.value), .text(country), "", "",
      .text(countrySubdivision),
    ]
    return street + (hasCity ? [.made("N4", place)] : [])
  }
}
