import Domain
import NIOCore
import Synchronization

/// Callers who wait until a claim has ended, for a while.
extension OpenClaims {
  /// How often callers are looked for whose time is over.
  private static let watchInterval: Duration = .milliseconds(50)

  /// Waits until the claim is no longer on its way, the time is over, or the task is cancelled.
  ///
  /// - Parameter time: How long at most, to within 50 ms while ``watchCallers()`` runs; nothing for as
  ///   long as it takes. A timer for each caller costs more than the wait itself.
  func waitUntilEnded(_ number: ClaimNumber, for time: Duration? = nil) async {
    guard isUnderWay(number) else { return }
    _ = await wait(for: .end(number), time) { !$0.isUnderWay(number) }
  }

  /// Waits for one thing.
  ///
  /// - Parameters:
  ///   - claims: How many claims come next from one who waits for the pace.
  ///   - hasCome: Asked first; whether there is nothing to wait for.
  /// - Returns: Whether what was awaited has come; not when the time is over, the task is cancelled, or the
  ///   process ends.
  func wait(
    for awaited: WaitingCallers.Awaited, _ time: Duration?, claims: Int = 0,
    _ hasCome: (inout State) -> Bool
  ) async -> Bool {
    let end = time.map { after($0) }
    let caller = state.withLock { $0.callers.nextNumber() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (answer, mustWatch): (Bool?, Bool) = state.withLock { state in
          if hasCome(&state) { return (true, false) }
          guard !state.isStopped, !Task.isCancelled else { return (false, false) }
          state.callers.add(
            WaitingCallers.Caller(continuation: continuation, end: end, claims: claims), caller,
            for: awaited)
          guard end != nil, !state.areCallersWatched else { return (nil, false) }
          state.areCallersWatched = true
          return (nil, true)
        }
        if let answer { continuation.resume(returning: answer) }
        if mustWatch { callerSignal.yield() }
      }
    } onCancel: {
      state.withLock { $0.callers.take(caller, for: awaited) }?.goOn(false)
    }
  }

  /// The uptime of the machine after a time, in microseconds.
  private func after(_ time: Duration) -> Int64 {
    machine.uptime() &+ TimeAmount(time).nanoseconds / 1_000
  }

  /// Lets callers go on whose time is over, until the surrounding task is cancelled.
  func watchCallers() async {
    for await _ in callerSignals {
      while !Task.isCancelled, releaseOverdueCallers() {
        await machine.pause(for: OpenClaims.watchInterval)
      }
    }
  }

  /// - Returns: Whether callers still wait.
  private func releaseOverdueCallers() -> Bool {
    let now = machine.uptime()
    let (overdue, isAnyLeft) = state.withLock { state in
      let isStandstill = state.pace.look(
        at: now, isAnyWaiting: state.callers.count(for: .pace) > 0)
      let held = isStandstill ? state.callers.takeAll(for: .pace) : []
      let overdue = held + state.callers.takeOverdue(at: now)
      state.areCallersWatched = !state.callers.isEmpty
      return (overdue, state.areCallersWatched)
    }
    for caller in overdue { caller.goOn(false) }
    return isAnyLeft
  }
}
