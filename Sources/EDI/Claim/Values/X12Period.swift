package import Domain

/// A DTP segment: a day or a span of days with its meaning.
package struct X12Period: Hashable, Sendable {
  /// DTP01, such as `472` for the days of service.
  package let qualifier: String
  /// DTP02: `D8` a day, `RD8` a span, `DT` a day and time, `TM` a time.
  package let format: String
  /// DTP03 as sent.
  package let text: X12Field<String>
  /// The first day; nothing when the text gives none.
  package let from: Day?
  /// The last day; the first one again for a single day.
  package let to: Day?

  /// The time of day as `HHMM`, of formats `DT` and `TM`; empty for others.
  package var time: String {
    switch format {
    case "DT": String(text.value.dropFirst(8))
    case "TM": text.value
    default: ""
    }
  }

  /// Both days, or nothing when one is missing or they are in the wrong order.
  package var span: DaySpan? {
    guard let from, let to else { return nil }
    return DaySpan(checkedFrom: from, to: to)
  }
}

extension X12Period: PrintsRedacted {}

extension [X12Period] {
  /// The first period with this qualifier.
  package func first(_ qualifier: String) -> X12Period? {
    first { $0.qualifier == qualifier }
  }
}
