import Glibc

/// Which thread goes first on the core that the attackers share with the healthy caller.
///
/// What is measured is the server; a caller that is woken late measures its own machine.
enum ThreadPriority {
  /// SCHED_IDLE of <linux/sched.h>, which the C library shows to GNU sources alone.
  private static let idle: Int32 = 5

  /// Lets every other thread go before this one, from now on; threads that it starts inherit that.
  static func lower() {
    var parameters = sched_param()
    _ = sched_setscheduler(0, idle, &parameters)
  }
}
