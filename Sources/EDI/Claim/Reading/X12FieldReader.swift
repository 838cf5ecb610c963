import Domain

/// Reads elements of one segment into fields, noting a fault for what cannot be read.
struct X12FieldReader {
  let segment: X12Segment
  let loop: X12Loop

  init(_ segment: X12Segment, in loop: X12Loop) {
    self.segment = segment
    self.loop = loop
  }

  func position(_ element: Int, _ component: Int = 0) -> X12Position {
    X12Position(segment, in: loop, element: element, component: component)
  }

  /// The element as text, or one component of it.
  func text(_ element: Int, _ component: Int = 0) -> X12Field<String> {
    let (text, byteOffset) = segment.located(element, component)
    let position = X12Position(
      ordinal: segment.ordinal, ordinalInSet: segment.ordinalInSet, byteOffset: byteOffset,
      name: segment.name, loop: loop, element: element, component: component)
    return X12Field(text, at: position)
  }

  /// The same, noting a fault when it is empty.
  func required(
    _ element: Int, component: Int = 0, _ log: inout X12FaultLog
  ) -> X12Field<String> {
    let field = text(element, component)
    if field.value.isEmpty { log.note(.elementMissing, at: field.position) }
    return field
  }

  /// The element as an amount. An empty one is a fault only when it is required.
  func amount(
    _ element: Int, component: Int = 0, isRequired: Bool = true, mayBeNegative: Bool = false,
    _ log: inout X12FaultLog
  ) -> X12Field<Money?> {
    let field =
      isRequired
      ? required(element, component: component, &log) : text(element, component)
    guard !field.value.isEmpty else { return X12Field(nil, at: field.position) }
    guard let amount = Money(decimal: field.value) else {
      let isTooFine = X12Decimal.hasDecimals(field.value, beyond: 2)
      log.note(isTooFine ? .amountTooFine : .amountInvalid, at: field.position)
      return X12Field(nil, at: field.position)
    }
    guard mayBeNegative || amount >= .zero else {
      log.note(.amountNegative, at: field.position)
      return X12Field(nil, at: field.position)
    }
    return X12Field(amount, at: field.position)
  }

  /// The element as a quantity. An empty one is a fault only when it is required.
  func quantity(
    _ element: Int, component: Int = 0, isRequired: Bool = true, _ log: inout X12FaultLog
  ) -> X12Field<Quantity?> {
    let field =
      isRequired
      ? required(element, component: component, &log) : text(element, component)
    guard !field.value.isEmpty else { return X12Field(nil, at: field.position) }
    guard let quantity = Quantity(decimal: field.value) else {
      let isTooFine = X12Decimal.hasDecimals(field.value, beyond: 3)
      log.note(isTooFine ? .quantityTooFine : .quantityInvalid, at: field.position)
      return X12Field(nil, at: field.position)
    }
    return X12Field(quantity, at: field.position)
  }

  /// The element as a day `CCYYMMDD`. An empty one is no fault.
  func day(_ element: Int, _ log: inout X12FaultLog) -> X12Field<Day?> {
    let field = text(element)
    let day = Day(compact: field.value)
    if day == nil, !field.value.isEmpty { log.note(.dayInvalid, at: field.position) }
    return X12Field(day, at: field.position)
  }
}
