extension X12FieldReader {
  /// One composite of HI.
  func healthCode(_ element: Int, _ log: inout X12FaultLog) -> X12HealthCode {
    X12HealthCode(
      qualifier: required(element, component: 1, &log).value,
      code: required(element, component: 2, &log), period: period(ofCode: element, &log),
      amount: amount(element, component: 5, isRequired: false, mayBeNegative: true, &log),
      quantity: quantity(element, component: 6, isRequired: false, &log),
      presentOnAdmission: text(element, 9), version: segment.component(element, 7),
      secondCode: segment.component(element, 8), beginsSegment: element == 1)
  }

  /// Components 3 and 4: a format and the day or days in it.
  private func period(ofCode element: Int, _ log: inout X12FaultLog) -> X12Period? {
    let format = segment.component(element, 3)
    let text = text(element, 4)
    guard !format.isEmpty || !text.value.isEmpty else { return nil }
    let days = days(text, format, at: position(element, 3), &log)
    return X12Period(
      qualifier: segment.component(element, 1), format: format, text: text, from: days.0,
      to: days.1)
  }
}
