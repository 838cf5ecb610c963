import Domain

/// What a process knows of people and their roles.
///
/// It begins with ``Standing/nobody``. ``expect()`` leads to ``Standing/unknown``, ``learn(_:)`` from
/// anywhere to ``Standing/known``, ``lose(at:)`` from there to ``Standing/aging``, which ends by time.
struct PeopleKnowledge: Sendable {
  private enum Standing {
    /// The process is told of no people: no person has a role here.
    case nobody
    /// The process will be told and was not yet.
    case unknown
    /// What was told last is what holds.
    case known(PeopleSnapshot)
    /// What was told last may have changed since then.
    case aging(PeopleSnapshot, since: ContinuousClock.Instant)
  }

  /// What is known of one person.
  enum Finding: Equatable {
    case roles(Roles)
    /// Nobody can say; the caller comes back.
    case unknown
  }

  private var standing = Standing.nobody

  /// What was told last.
  var snapshot: PeopleSnapshot? {
    switch standing {
    case .nobody, .unknown: nil
    case .known(let snapshot), .aging(let snapshot, _): snapshot
    }
  }

  /// The process will be told.
  mutating func expect() {
    guard case .nobody = standing else { return }
    standing = .unknown
  }

  /// The process was told.
  mutating func learn(_ snapshot: PeopleSnapshot) {
    standing = .known(snapshot)
  }

  /// The process would not hear of a change any more.
  mutating func lose(at now: ContinuousClock.Instant) {
    guard case .known(let snapshot) = standing else { return }
    standing = .aging(snapshot, since: now)
  }

  /// The roles of a person.
  ///
  /// - Parameter agingTimeMax: How long what was told last is believed without touch.
  func roles(
    of personID: String, on day: Day, at now: ContinuousClock.Instant, agingTimeMax: Duration
  ) -> Finding {
    switch standing {
    case .nobody: return .roles([])
    case .unknown: return .unknown
    case .known(let snapshot): return .roles(snapshot.roles(of: personID, on: day))
    case .aging(let snapshot, let since):
      guard now - since <= agingTimeMax else { return .unknown }
      return .roles(snapshot.roles(of: personID, on: day))
    }
  }
}
