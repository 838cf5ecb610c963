import NIOCore

/// Lets the beginnings and ends of one loop's connections take turns with everything else on it.
///
/// A step of a handshake signs or verifies, which takes as long as a hundred calls, and to free what a
/// connection held takes as long as ten. Where many peers come or go at once, the loop would be kept for as
/// long as they are many; so after a millisecond of that the others wait for a millisecond, in which the
/// loop sees to its sockets.
///
/// Sendable although mutable: everything is read and written on the loop only.
final class ConnectionTurns: @unchecked Sendable {
  /// How long steps keep the loop before others have their turn.
  static let turnTimeMax = TimeAmount.milliseconds(1)
  /// How long steps then wait.
  static let restTime = TimeAmount.milliseconds(1)

  private let eventLoop: any EventLoop
  private var turnBegan: NIODeadline
  private var spent = TimeAmount.zero
  private var isResting = false
  private var isNextScheduled = false
  private var waiting = CircularBuffer<() -> Void>()

  /// Turns on a loop.
  init(on eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    self.turnBegan = eventLoop.now
  }

  /// Whether a step may be done now.
  var isOpen: Bool { !self.isResting && self.waiting.isEmpty }

  /// Does a step as soon as those before it are done and others have had their turn, and never before
  /// this returns.
  func wait(_ step: @escaping () -> Void) {
    self.waiting.append(step)
    self.scheduleNext(after: nil)
  }

  /// Does a step, for which it is the time.
  func spend(_ step: () -> Void) {
    let began = self.eventLoop.now
    // What was spent before a pause that was long enough for others is forgotten.
    if began - self.turnBegan >= Self.turnTimeMax + Self.restTime {
      self.turnBegan = began
      self.spent = .zero
    }
    step()
    self.count(since: began)
  }

  private func count(since began: NIODeadline) {
    self.spent = self.spent + (self.eventLoop.now - began)
    if self.spent >= Self.turnTimeMax { self.rest() }
  }

  private func rest() {
    guard !self.isResting else { return }
    self.isResting = true
    self.eventLoop.assumeIsolated().scheduleTask(in: Self.restTime) { self.resume() }
  }

  private func resume() {
    self.isResting = false
    self.spent = .zero
    self.turnBegan = self.eventLoop.now
    self.doNext(after: nil)
  }

  /// Each step is a piece of work of its own for the loop, so that what the step before has left to the
  /// loop is done, and counted, by then.
  private func scheduleNext(after end: NIODeadline?) {
    guard !self.isNextScheduled, !self.isResting, !self.waiting.isEmpty else { return }
    self.isNextScheduled = true
    self.eventLoop.assumeIsolated().execute {
      self.isNextScheduled = false
      self.doNext(after: end)
    }
  }

  private func doNext(after end: NIODeadline?) {
    if let end { self.count(since: end) }
    guard !self.isResting, let step = self.waiting.popFirst() else { return }
    self.spend(step)
    self.scheduleNext(after: self.eventLoop.now)
  }
}
