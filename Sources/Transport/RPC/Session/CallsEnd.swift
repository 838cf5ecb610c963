import NIOCore

/// When the calls of a connection that still run are ended: of all times that were asked for the
/// earliest holds.
struct CallsEnd {
  private var time: NIODeadline?

  /// Whether `time` is the end from now on, because it comes before what was asked for.
  mutating func isAdvanced(to time: NIODeadline) -> Bool {
    guard self.time.map({ time < $0 }) ?? true else { return false }
    self.time = time
    return true
  }

  /// They have been ended.
  mutating func isReached() {
    time = .uptimeNanoseconds(0)
  }

  /// The moment after `time`, which is bounded to a day.
  static func after(_ time: Duration, from now: NIODeadline) -> NIODeadline {
    now + TimeAmount(min(max(time, .zero), .seconds(86_400)))
  }
}
