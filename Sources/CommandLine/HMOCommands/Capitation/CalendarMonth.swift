import ArgumentParser
import Domain
import Messages
import Protobuf

/// A month on the command line, such as `2026-03`.
struct CalendarMonth: ExpressibleByArgument, Hashable, Sendable {
  /// Its first day.
  let first: Day

  init?(argument: String) {
    guard argument.utf8.count == 7, let first = Day(iso: argument + "-01") else { return nil }
    self.first = first
  }

  /// Its first day as a message.
  var message: TypeV1.Day { .with { $0.days = first.number } }

  /// Its days as a message.
  var days: TypeV1.DaySpan {
    .with {
      $0.from = message
      $0.to = .with { $0.days = first.endOfMonth().number }
    }
  }

  /// A month as people write it.
  static func text(_ first: TypeV1.Day?) -> String {
    String(Day(number: first?.days ?? 0).description.dropLast(3))
  }
}
