import Foundation

/// Sleeps a millisecond again and again and says by how much the system woke it too late: what of the
/// caller's own times is the machine's doing, and no server's.
enum LatenessProbe {
  /// The word at the end of its lines.
  static let word = "LATE"

  /// Nanoseconds of one sleep.
  static let nap: Int64 = 1_000_000

  /// Starts on a thread of its own and never ends.
  static func start() {
    Thread.detachNewThread {
      while true {
        let start = Clock.now
        var time = timespec(tv_sec: 0, tv_nsec: Int(nap))
        nanosleep(&time, nil)
        CallLine.write(start, max(0, Clock.now - start - nap), word)
      }
    }
  }
}
