import Synchronization

/// The pace of senders who wait for decisions.
extension OpenClaims {
  /// Waits until few enough claims are under way for a sender to send `claims` more, which are expected from
  /// then on until ``arrived(_:)`` says that they are under way. Who came first goes on first.
  ///
  /// - Returns: Whether they are expected; not when claims have ceased to end, the sender has waited for
  ///   ``SendingPace/waitMax``, the task is cancelled, or the process ends.
  func keepPace(_ claims: Int) async -> Bool {
    guard state.withLock({ !$0.pace.isStandstill }) else { return false }
    return await wait(for: .pace, SendingPace.waitMax, claims: claims) { state in
      guard state.callers.count(for: .pace) == 0, state.mayMoreCome else { return false }
      state.pace.expect(claims)
      return true
    }
  }

  /// Says that claims that were expected are under way, or do not come.
  func arrived(_ claims: Int) {
    let senders = state.withLock { state in
      state.pace.arrived(claims)
      return state.takeSenders()
    }
    for sender in senders { sender.goOn(true) }
  }

  /// How many senders wait until they may send more.
  var waitingSenders: Int { state.withLock { $0.callers.count(for: .pace) } }
}

extension OpenClaims.State {
  /// Claims that were left in the store come first.
  fileprivate var mayMoreCome: Bool {
    leftBehind.isEmpty && pace.mayMoreCome(underWay: claims.count)
  }

  /// Takes out the senders who may send more now, who waits longest first.
  mutating func takeSenders() -> [WaitingCallers.Caller] {
    var senders: [WaitingCallers.Caller] = []
    while mayMoreCome, let sender = callers.takeFirst(for: .pace) {
      pace.expect(sender.claims)
      senders.append(sender)
    }
    return senders
  }
}
