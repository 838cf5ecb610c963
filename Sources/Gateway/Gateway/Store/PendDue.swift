import Domain

/// Until when a pended claim should be decided.
struct PendDue: Hashable, Sendable {
  /// How long a person has, and a promised paper when its contract does not say.
  static let daysDefault = 30

  /// Until when a person should decide, or the papers must be there.
  let dueAt: Instant
  /// Until when promised papers must be there; absent when none is awaited.
  let papersDueAt: Instant?

  /// What a person must decide is due after ``daysDefault`` days.
  init(at pendedAt: Instant) {
    dueAt = pendedAt.adding(days: PendDue.daysDefault)
    papersDueAt = nil
  }

  /// Papers are due by themselves; a person's part is due no later than without them.
  ///
  /// - Parameter isOnlyForPapers: Whether nothing else is waited for.
  init(papersDueAt: Instant, isOnlyForPapers: Bool, at pendedAt: Instant) {
    self.papersDueAt = papersDueAt
    let person = PendDue(at: pendedAt).dueAt
    dueAt = isOnlyForPapers ? papersDueAt : min(papersDueAt, person)
  }
}

extension Instant {
  /// The same time of day `days` days later; the last instant when there is none.
  func adding(days: Int) -> Instant {
    let (length, _) = Int64(days).multipliedReportingOverflow(by: 86_400_000_000)
    let (sum, isBeyond) = microseconds.addingReportingOverflow(length)
    return Instant(microseconds: isBeyond ? .max : sum)
  }
}
