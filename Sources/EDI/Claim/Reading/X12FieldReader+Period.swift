import Domain

extension X12FieldReader {
  /// DTP.
  func period(_ log: inout X12FaultLog) -> X12Period {
    let format = segment.element(2)
    let text = required(3, &log)
    let days = text.value.isEmpty ? (nil, nil) : days(text, format, at: position(2), &log)
    return X12Period(
      qualifier: required(1, &log).value, format: format, text: text, from: days.0, to: days.1)
  }

  /// The days of a text in one of the formats; `place` is that of the format.
  func days(
    _ text: X12Field<String>, _ format: String, at place: X12Position,
    _ log: inout X12FaultLog
  ) -> (Day?, Day?) {
    switch format {
    case "D8":
      return single(text.value[...], text, &log)
    case "RD8":
      return span(text, &log)
    case "DT":
      checkTime(text.value.dropFirst(8), text, &log)
      return single(text.value.prefix(8), text, &log)
    case "TM":
      checkTime(text.value[...], text, &log)
      return (nil, nil)
    default:
      log.note(.dayFormatUnknown, at: place)
      return (nil, nil)
    }
  }

  /// Notes a time that no clock shows: hours, minutes and perhaps seconds.
  private func checkTime(
    _ time: Substring, _ text: X12Field<String>, _ log: inout X12FaultLog
  ) {
    let isRight =
      (time.utf8.count == 4 || time.utf8.count == 6)
      && time.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && time.prefix(2) < "24" && time.dropFirst(2).prefix(2) < "60"
    if !isRight { log.note(.timeInvalid, at: text.position) }
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
