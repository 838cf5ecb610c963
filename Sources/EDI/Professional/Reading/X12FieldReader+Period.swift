import Domain

extension X12FieldReader {
  /// DTP.
  func period(_ log: inout X12FaultLog) -> X12Period {
    let format = segment.element(2)
    let text = required(3, &log)
    let days = text.value.isEmpty ? (nil, nil) : days(text, format: format, &log)
    return X12Period(
      qualifier: required(1, &log).value, format: format, text: text, from: days.0, to: days.1)
  }

  private func days(
    _ text: X12Field<String>, format: String, _ log: inout X12FaultLog
  ) -> (Day?, Day?) {
    switch format {
    case "D8":
      return single(text.value[...], text, &log)
    case "RD8":
      return span(text, &log)
    case "DT":
      return single(text.value.prefix(8), text, &log)
    case "TM":
      return (nil, nil)
    default:
      log.note(.dayFormatUnknown, at: position(2))
      return (nil, nil)
    }
  }

  private func single(
    _ day: Substring, _ text: X12Field<String>, _ log: inout X12FaultLog
  ) -> (Day?, Day?) {
    let day = Day(compact: day)
    if day == nil { log.note(.dayInvalid, at: text.position) }
    return (day, day)
  }

  private func span(_ text: X12Field<String>, _ log: inout X12FaultLog) -> (Day?, Day?) {
    let parts = text.value.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Day(compact: parts[0]), let to = Day(compact: parts[1])
    else {
      log.note(.dayInvalid, at: text.position)
      return (nil, nil)
    }
    if to < from { log.note(.spanReversed, at: text.position) }
    return (from, to)
  }
}
