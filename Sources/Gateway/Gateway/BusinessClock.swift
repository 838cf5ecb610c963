package import Domain
import Synchronization

/// Gives the business time that every changing request carries.
///
/// No service reads a clock for a decision: the gateway reads this one when it accepts a claim and
/// stores what it read with the claim.
package final class BusinessClock: Sendable {
  /// Where the time comes from.
  package enum Source: Sendable {
    /// The given function, which reads the machine's clock in UTC.
    case system(@Sendable () -> Instant)
    /// Set by hand, for tests and scenarios; begins with the given time, or is not set yet.
    case manual(Instant?)
  }

  private enum State {
    case system(@Sendable () -> Instant)
    case manual(Instant?)
  }

  /// What a manual clock shows before it is set: the beginning of 1970.
  private static let unset = Instant(microseconds: 0)

  private let state: Mutex<State>

  /// Makes a clock.
  package init(_ source: Source) {
    switch source {
    case .system(let read): state = Mutex(.system(read))
    case .manual(let instant): state = Mutex(.manual(instant))
    }
  }

  /// The business time.
  package var now: Instant {
    state.withLock { state in
      switch state {
      case .system(let read): read()
      case .manual(let instant): instant ?? BusinessClock.unset
      }
    }
  }

  /// Whether the time may be used for a claim: a manual clock must have been set.
  package var isSet: Bool {
    state.withLock { state in
      switch state {
      case .system: true
      case .manual(let instant): instant != nil
      }
    }
  }

  /// What became of an attempt to set the time.
  package enum Setting: Hashable, Sendable {
    case set
    /// The clock is the machine's.
    case notManual
    /// The time lies before the present one.
    case backwards
  }

  /// Sets a manual clock; it never goes back.
  package func set(_ instant: Instant) -> Setting {
    state.withLock { state in
      guard case .manual(let present) = state else { return .notManual }
      guard instant >= present ?? BusinessClock.unset else { return .backwards }
      state = .manual(instant)
      return .set
    }
  }
}
