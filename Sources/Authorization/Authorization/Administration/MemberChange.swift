import Domain
import Storage

/// What a loaded record means for decisions about its member.
struct MemberChange {
  /// The kind under which the gateway knows it.
  static let kind = "authorization"

  /// The members whom the record concerned before and concerns now.
  let members: [String]
  /// The days on which it could or can be used.
  let spans: [DaySpan]

  /// Appends one change for each member.
  func append(at time: Instant, to changes: ChangeLog, in transaction: Transaction) throws {
    guard let from = spans.map(\.from).min(), let to = spans.map(\.to).max() else { return }
    for member in Set(members).sorted() {
      try changes.append(
        Change(
          kind: MemberChange.kind, subject: Redacted(member), days: DaySpan(from: from, to: to),
          at: time), in: transaction)
    }
  }
}
