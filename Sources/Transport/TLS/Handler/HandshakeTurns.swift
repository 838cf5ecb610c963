import NIOCore

/// Lets the handshakes of one event loop take turns with everything else on it.
///
/// A step of a handshake signs or verifies, which takes as long as a hundred calls. Where many peers come
/// at once, their steps would keep the loop for as long as they are many; so after a millisecond of them
/// the others wait for a millisecond, in which the loop sees to its sockets.
///
/// Sendable although mutable: everything is read and written on the loop only.
final class HandshakeTurns: @unchecked Sendable {
  /// How long handshakes keep the loop before others have their turn.
  static let turnTimeMax = TimeAmount.milliseconds(1)
  /// How long handshakes then wait.
  static let restTime = TimeAmount.milliseconds(1)

  private let eventLoop: any EventLoop
  private var turnBegan: NIODeadline
  private var spent = TimeAmount.zero
  private var isResting = false
  private var waiting = CircularBuffer<() -> Void>()

  /// Turns on a loop.
  init(on eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    self.turnBegan = eventLoop.now
  }

  /// Whether a step may be done now.
  var isOpen: Bool { !self.isResting }

  /// Does a step as soon as those before it are done and others have had their turn.
  func wait(_ step: @escaping () -> Void) {
    self.waiting.append(step)
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
    self.spent = self.spent + (self.eventLoop.now - began)
    if self.spent >= Self.turnTimeMax { self.rest() }
  }

  private func rest() {
    self.isResting = true
    self.eventLoop.assumeIsolated().scheduleTask(in: Self.restTime) { self.resume() }
  }

  private func resume() {
    self.isResting = false
    self.spent = .zero
    self.turnBegan = self.eventLoop.now
    while !self.isResting, let step = self.waiting.popFirst() { self.spend(step) }
  }
}
