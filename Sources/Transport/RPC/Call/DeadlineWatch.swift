package import NIOCore

/// Decides when a connection has to look for calls whose time is up.
///
/// One timer serves all calls of a connection: it stands at the earliest deadline, and when it fires
/// the open calls are looked through. Calls that end early cost nothing.
package struct DeadlineWatch {
  private var firesAt: NIODeadline?

  /// Nothing is watched.
  package init() {}

  /// What a new deadline asks for.
  package enum OnWatch: Equatable {
    /// Set the timer; a later one may still fire and finds nothing to do.
    case schedule
    case wait
  }

  /// A call ends at the latest then.
  package mutating func watch(_ deadline: NIODeadline) -> OnWatch {
    if let firesAt, firesAt <= deadline { return .wait }
    firesAt = deadline
    return .schedule
  }

  /// The timer has fired; watch what is left anew.
  package mutating func fired(_ deadline: NIODeadline) -> Bool {
    guard firesAt == deadline else { return false }
    firesAt = nil
    return true
  }
}
