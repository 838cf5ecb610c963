/// How long to wait before asking again: longer each time, up to a limit.
struct Backoff: Hashable, Sendable {
  /// The first delay.
  var first: Duration = .milliseconds(20)
  /// The longest delay.
  var longest: Duration = .seconds(2)

  /// The delay after `failures` failures, 1 or more, before jitter.
  func delay(after failures: Int) -> Duration {
    var delay = first
    for _ in 1..<max(1, min(failures, 20)) where delay < longest {
      delay = delay * 2
    }
    return min(delay, longest)
  }
}
