package import NIOCore
package import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lets an event loop wait awake, for a moment, when its next piece of work is likely to come soon.
///
/// A thread that sleeps has to be woken, which on a virtual machine takes as long as a call takes to
/// answer. So after a turn of the loop that followed the one before closely, the queue of the loop is
/// looked at again and again, for ``timeMax`` at most, before the loop sleeps. A loop whose work comes
/// at longer intervals sleeps at once, and an idle one costs nothing. Timers that fall due meanwhile
/// are late by ``timeMax`` at most.
///
/// It is the delegate of a group of one loop, which the group calls at the end of each turn; nothing
/// is awaited awake before ``attach(to:)``.
package final class BusyPolling: NIOEventLoopMetricsDelegate {
  /// How long the loop stays awake for its next piece of work.
  private let timeMax: TimeAmount
  /// The descriptor that the loop waits on, or -1.
  private let queue = Atomic<CInt>(-1)
  private let found = Atomic<Int64>(0)
  private let foundNothing = Atomic<Int64>(0)
  private let nanoseconds = Atomic<Int64>(0)

  /// - Parameter timeMax: How long the loop stays awake; zero never does.
  package init(timeMax: Duration) {
    self.timeMax = TimeAmount(timeMax)
  }

  /// Begins to look at the queue of `eventLoop`, the one loop of the group; where the system does not
  /// tell which queue that is, the loop goes on to sleep at once.
  package func attach(to eventLoop: any EventLoop) async {
    guard timeMax > .zero, let found = await EventQueue.descriptor(of: eventLoop) else { return }
    queue.store(found, ordering: .relaxed)
  }

  /// Called by the group on the loop's thread.
  package func processedTick(info: NIOEventLoopTickInfo) {
    guard isWorkExpected(after: info.sleepTime) else { return }
    let descriptor = queue.load(ordering: .relaxed)
    guard descriptor >= 0 else { return }
    wait(for: descriptor, from: info.endTime)
  }

  /// Whether the turn that ended now followed the one before closely; the time between them holds the
  /// reading and answering of this turn as well, for which as much again is allowed.
  func isWorkExpected(after time: TimeAmount) -> Bool {
    time <= timeMax + timeMax
  }

  private func wait(for descriptor: CInt, from start: NIODeadline) {
    let end = start + timeMax
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var now = start
    var isFound = false
    while !isFound && now < end {
      isFound = poll(&entry, 1, 0) != 0
      now = .now()
    }
    if isFound {
      found.wrappingAdd(1, ordering: .relaxed)
    } else {
      foundNothing.wrappingAdd(1, ordering: .relaxed)
    }
    nanoseconds.wrappingAdd((now - start).nanoseconds, ordering: .relaxed)
  }
}

extension BusyPolling {
  /// What waiting awake has brought and cost since the start.
  struct Figures: Equatable {
    /// How often work came while the loop was awake.
    var found: Int64 = 0
    /// How often it went to sleep after all.
    var foundNothing: Int64 = 0
    /// The time spent awake.
    var nanoseconds: Int64 = 0
  }

  /// The figures now.
  var figures: Figures {
    Figures(
      found: found.load(ordering: .relaxed), foundNothing: foundNothing.load(ordering: .relaxed),
      nanoseconds: nanoseconds.load(ordering: .relaxed))
  }
}
