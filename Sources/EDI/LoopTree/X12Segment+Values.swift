import Domain

/// How elements become values when a set is read as a tree.
extension X12Segment {
  /// The text of an element that must be there.
  func required(_ number: Int) throws(X12ReadingError) -> String {
    guard !isEmpty(number) else { throw error(.elementMissing, number) }
    return element(number)
  }

  /// The amount of an element; nothing when it is empty.
  func amountIfAny(_ number: Int) throws(X12ReadingError) -> Money? {
    guard !isEmpty(number) else { return nil }
    guard let amount = Money(decimal: element(number)) else {
      throw error(.amountInvalid, number)
    }
    return amount
  }

  /// The amount of an element that must be there.
  func amount(_ number: Int) throws(X12ReadingError) -> Money {
    guard let amount = try amountIfAny(number) else { throw error(.elementMissing, number) }
    return amount
  }

  /// The quantity of an element, which may be negative in a reversal; nothing when it is empty.
  func quantityIfAny(_ number: Int) throws(X12ReadingError) -> Quantity? {
    guard !isEmpty(number) else { return nil }
    guard let thousandths = Decimal3.thousandths(element(number)),
      thousandths.magnitude <= Quantity.limit.thousandths.magnitude
    else { throw error(.quantityInvalid, number) }
    return Quantity(thousandths: thousandths)
  }

  /// The day of an element that must be there.
  func day(_ number: Int) throws(X12ReadingError) -> Day {
    guard let day = Day(compact: try required(number)) else { throw error(.dayInvalid, number) }
    return day
  }

  /// The service of a composite that must be there.
  func procedure(_ number: Int) throws(X12ReadingError) -> X12OutgoingProcedure {
    let parts = components(number)
    guard parts.count >= 2, !parts[1].isEmpty else { throw error(.elementMissing, number) }
    var procedure = X12OutgoingProcedure(
      parts[1], modifiers: parts[2...].prefix(4).filter { !$0.isEmpty })
    procedure.qualifier = parts[0]
    return procedure
  }

  /// The adjustments of a CAS segment.
  func adjustments() throws(X12ReadingError) -> [Adjustment] {
    guard let group = AdjustmentGroup(rawValue: element(1)) else {
      throw error(.elementMissing, 1)
    }
    var adjustments: [Adjustment] = []
    for first in stride(from: 2, through: 17, by: 3) where !isEmpty(first) {
      adjustments.append(
        Adjustment(
          group, AdjustmentCode(rawValue: element(first)), try amount(first + 1),
          quantity: try quantityIfAny(first + 2)))
    }
    return adjustments
  }

  /// The name of an NM1 segment.
  var outgoingName: X12OutgoingName {
    var name = X12OutgoingName(
      person: element(3), firstName: element(4), middleName: element(5), suffix: element(7),
      identifierQualifier: element(8), identifier: element(9))
    name.isOrganisation = element(2) == "2"
    return name
  }
}
