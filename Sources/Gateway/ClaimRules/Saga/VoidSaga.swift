/// The way of a void through the services, as a value: the reversal is posted, units go back, then
/// it is recorded.
///
/// A void was accepted only for a decided claim, so that nothing in it can be refused for good: the
/// driver asks with the same keys until there is an answer, also after a restart, which begins anew.
package struct VoidSaga: Hashable, Sendable {
  /// Where the void stands. The comment of each state names the states that may follow.
  package enum State: Hashable, Sendable {
    /// Payment takes the decision back: the commit point. → `returning`, `recording`
    case reversing
    /// Authorization takes the units back. → `recording`
    case returning
    /// The reversal is being stored. → `voided`
    case recording
    /// Final.
    case voided
  }

  /// What the driver does next.
  package enum OnStep: Hashable, Sendable {
    /// Ask payment to reverse the decision.
    case reverse
    /// Give the units back that the claim took.
    case returnUnits
    /// Store the reversal.
    case record
    /// Nothing more to do.
    case finish
    /// The input does not fit the state; record it and change nothing.
    case report
  }

  /// Where the void stands.
  package private(set) var state: State
  /// Whether the claim took units or visits, which go back.
  package let areUnitsTaken: Bool

  /// A void that was accepted, now or before a restart.
  package init(areUnitsTaken: Bool) {
    state = .reversing
    self.areUnitsTaken = areUnitsTaken
  }

  /// The first thing to do.
  package func onStart() -> OnStep {
    state == .reversing ? .reverse : .report
  }

  /// Payment posted the reversal.
  package mutating func onReversed() -> OnStep {
    guard state == .reversing else { return .report }
    state = areUnitsTaken ? .returning : .recording
    return areUnitsTaken ? .returnUnits : .record
  }

  /// Authorization has the units back.
  package mutating func onReturned() -> OnStep {
    guard state == .returning else { return .report }
    state = .recording
    return .record
  }

  /// The reversal is stored.
  package mutating func onRecorded() -> OnStep {
    guard state == .recording else { return .report }
    state = .voided
    return .finish
  }
}
