package import Domain

/// Something that may alter a decision already made.
package struct Change: Hashable, Sendable {
  /// What kind of fact changed, such as `coverage` or `contract`.
  package let kind: String
  /// The member or provider whose fact it is.
  package let subject: Redacted<String>
  /// The days of service that it touches.
  package let days: DaySpan
  /// When it changed, in business time.
  package let at: Instant

  /// Makes a change.
  package init(kind: String, subject: Redacted<String>, days: DaySpan, at: Instant) {
    self.kind = kind
    self.subject = subject
    self.days = days
    self.at = at
  }
}

/// A change with its place in the log.
package struct RecordedChange: Hashable, Sendable {
  /// The place, which only grows; a reader remembers the last one it has dealt with.
  package let position: Int64
  /// What changed.
  package let change: Change
}
