package import Domain

/// How long a payee has before money is taken from a remittance (rule `RECOUP-2`).
package enum RecoupmentNotice {
  /// The days of notice, each from the day on which letters are opened until the next row.
  static let days: [(from: Day, days: Int)] = [(.first, 30)]

  /// The first day on which a run may take what a letter asks for.
  package static func firstOffset(openedOn day: Day) -> Day {
    let notice = days.last { $0.from <= day }?.days ?? 0
    return day.adding(days: notice)
  }
}
