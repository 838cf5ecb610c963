import Domain
import Synchronization

/// Voids that are stored and not done.
extension OpenClaims {
  /// What a void awaits, and since when by both clocks.
  typealias WaitingVoid = (step: String, since: Instant, machineSince: Instant)

  /// Says that a void of a claim is stored and is to be driven.
  func beginVoid(_ number: ClaimNumber) {
    let waiting = waitingVoid(for: "reverse")
    state.withLock { state in
      if state.voids[number] == nil { state.voids[number] = waiting }
    }
    voidSignal.yield()
  }

  /// Says what the void of a claim awaits from now on.
  func waitVoid(_ number: ClaimNumber, for step: String) {
    let waiting = waitingVoid(for: step)
    state.withLock { $0.voids[number] = waiting }
  }

  private func waitingVoid(for step: String) -> WaitingVoid {
    (step: step, since: clock.now, machineSince: machine.now())
  }

  /// The step whose answer the void of a claim awaits; nothing when none is under way.
  func waitingVoid(_ number: ClaimNumber) -> WaitingVoid? {
    state.withLock { $0.voids[number] }
  }

  /// Says that the void of a claim is done.
  func endVoid(_ number: ClaimNumber) {
    let callers = state.withLock { state in
      state.voids[number] = nil
      return state.callers.takeAll(for: .end(number))
    }
    for caller in callers { caller.goOn(true) }
    voidSignal.yield()
  }
}
