import Domain
import Storage

/// Appends the changes of one load, all with its time.
struct ChangeWriter {
  let changes: ChangeLog
  let time: Instant
  let transaction: Transaction

  /// Says that `kind` changed for `subject` on `days`; nothing when there are no days.
  func append(_ kind: String, _ subject: String, on days: DaySpan?) throws {
    guard let days else { return }
    let change = Change(kind: kind, subject: Redacted(subject), days: days, at: time)
    try changes.append(change, in: transaction)
  }
}
