import Domain

/// How the small values of files that we send become segments and elements.

extension X12OutgoingName {
  /// NM1 with the role `entity`.
  func outgoing(as entity: String) -> X12OutgoingSegment {
    .made(
      "NM1",
      [
        .text(entity), isOrganisation ? "2" : "1", .text(lastName), .text(firstName),
        .text(middleName), "", .text(suffix), .text(identifierQualifier), .text(identifier),
      ])
  }
}

extension X12OutgoingAddress {
  /// N3 and N4.
  var outgoing: [X12OutgoingSegment] {
    let street: [X12OutgoingSegment] =
      line1.isEmpty && line2.isEmpty ? [] : [.made("N3", [.text(line1), .text(line2)])]
    return street + [.made("N4", [.text(city), .text(state), .text(postalCode)])]
  }
}

extension X12OutgoingReference {
  /// REF.
  var outgoing: X12OutgoingSegment { .made("REF", [.text(qualifier), .text(value)]) }

  /// REF, or nothing when the value is empty.
  static func outgoing(_ qualifier: String, _ value: String) -> [X12OutgoingSegment] {
    value.isEmpty ? [] : [X12OutgoingReference(qualifier, value).outgoing]
  }
}

extension X12OutgoingContact {
  /// PER with the function `function`.
  func outgoing(as function: String) -> X12OutgoingSegment {
    let numbers: [X12ElementValue] =
      (telephone.isEmpty ? [] : ["TE", .text(telephone)])
      + (email.isEmpty ? [] : ["EM", .text(email)])
    return .made("PER", [.text(function), .text(name)] + numbers)
  }
}

extension X12OutgoingProcedure {
  /// The composite of qualifier, code and modifiers.
  var outgoing: X12ElementValue { .composite([qualifier, code] + modifiers) }
}

extension DaySpan {
  /// DTP with one day, or with both when they differ.
  func outgoing(_ qualifier: String) -> X12OutgoingSegment {
    let isOneDay = from == to
    let text = isOneDay ? from.compact : "\(from.compact)-\(to.compact)"
    return .made("DTP", [.text(qualifier), isOneDay ? "D8" : "RD8", .text(text)])
  }
}

extension Instant {
  /// Hours and minutes in UTC: `1205`.
  var x12Time: String {
    String(description.dropFirst(11).prefix(5).filter { $0 != ":" })
  }
}
