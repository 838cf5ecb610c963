/// Which address is connected to, which one serves a call, and when there is none left to hope for.
///
/// A call that does not wait for better times fails when every address has failed in the round that
/// is going on: a round begins when a call finds neither a connection nor an attempt, and an address
/// that pauses counts as failed from its start. Addresses are known by their places in the list.
/// Nothing here touches a socket or a clock.
package struct AddressPicker {
  private let balancing: RPCBalancing
  private let all: AddressSet
  private var machines: [ConnectionStateMachine]
  private var idle: AddressSet
  private var connecting = AddressSet()
  private var ready = AddressSet()
  /// Those that have failed in this round.
  private var failed = AddressSet()
  /// The address that served last.
  private var last = -1
  /// Whether the client is no longer needed.
  package private(set) var isClosed = false

  /// A picker for so many addresses, at least 1, at most ``AddressSet/addressesMax``.
  package init(count: Int, balancing: RPCBalancing) {
    let bounded = min(max(count, 1), AddressSet.addressesMax)
    self.balancing = balancing
    all = .all(bounded)
    machines = Array(repeating: ConnectionStateMachine(), count: bounded)
    idle = all
  }

  /// What a call has to do; the addresses that come with it are to be connected to now.
  package enum OnCall: Equatable {
    /// Use a connection that has room, or wait for room.
    case open(connecting: AddressSet)
    /// Wait for what is under way.
    case wait(connecting: AddressSet)
    /// Every address has failed and the call does not wait for better times.
    case failUnavailable
    case failClosed
  }

  /// A call wants to be made.
  package mutating func call(isWaitForReady: Bool) -> OnCall {
    guard !isClosed else { return .failClosed }
    if !ready.isEmpty { return .open(connecting: beginMore()) }
    if !connecting.isEmpty { return .wait(connecting: beginMore()) }
    let begun = beginRound()
    return begun.isEmpty && !isWaitForReady ? .failUnavailable : .wait(connecting: begun)
  }

  /// The address that serves the next call, nil when none has room.
  package mutating func next(hasRoom: (Int) -> Bool) -> Int? {
    var candidate = balancing == .pickFirst ? -1 : last
    for _ in 0..<ready.count {
      guard let index = ready.next(after: candidate) else { return nil }
      candidate = index
      guard hasRoom(index) else { continue }
      last = index
      return index
    }
    return nil
  }

  /// An attempt has led to a verified peer.
  package mutating func connected(_ index: Int) -> ConnectionStateMachine.OnConnected {
    guard change(index, { $0.connected() }) == .serveWaiting else { return .discard }
    failed = AddressSet()
    return .serveWaiting
  }

  /// The peer has answered a call.
  package mutating func proved(_ index: Int) {
    change(index) { $0.proved() }
  }

  /// What the end of an attempt, a connection or a pause leads to.
  package enum OnEnded: Equatable {
    case ignore
    /// Connect to these now; often none.
    case connect(AddressSet)
    /// Let the address rest after so many failures in a row, and connect to these now.
    case pause(failures: Int, connecting: AddressSet)
    /// The same, and this was the last hope of the calls that do not wait for better times.
    case pauseAndFailWaiting(failures: Int)
  }

  /// An attempt did not lead to a connection.
  package mutating func connectFailed(_ index: Int, hasWaiting: Bool) -> OnEnded {
    guard case .pause(let failures) = change(index, { $0.connectFailed() }) else { return .ignore }
    failed.insert(index)
    guard ready.isEmpty else { return .pause(failures: failures, connecting: AddressSet()) }
    let untried = idle.subtracting(failed)
    guard untried.isEmpty, connecting.subtracting(failed).isEmpty else {
      let isNextDue = hasWaiting && (balancing == .roundRobin || connecting.isEmpty)
      return .pause(failures: failures, connecting: isNextDue ? begin(untried) : AddressSet())
    }
    failed = all.subtracting(connecting)
    return .pauseAndFailWaiting(failures: failures)
  }

  /// A connection was lost, or takes no more calls.
  package mutating func connectionEnded(_ index: Int, hasWaiting: Bool) -> OnEnded {
    switch change(index, { $0.connectionEnded(hasWaiting: hasWaiting) }) {
    case .rest:
      return .connect(proceed(hasWaiting: hasWaiting))
    case .pause(let failures):
      failed.insert(index)
      return .pause(failures: failures, connecting: proceed(hasWaiting: hasWaiting))
    case .ignore, nil:
      return .ignore
    }
  }

  /// The pause of an address is over.
  package mutating func pauseEnded(_ index: Int, hasWaiting: Bool) -> OnEnded {
    guard change(index, { $0.pauseEnded() }) == .rest else { return .ignore }
    return .connect(proceed(hasWaiting: hasWaiting))
  }

  /// The client is no longer needed.
  package mutating func close() -> ConnectionStateMachine.OnClose {
    guard !isClosed else { return .ignore }
    isClosed = true
    for index in all { change(index) { $0.close() } }
    return .closeConnections
  }
}

extension AddressPicker {
  /// Goes on after an address has come to rest: a new round when nothing else is under way.
  private mutating func proceed(hasWaiting: Bool) -> AddressSet {
    guard hasWaiting else { return AddressSet() }
    return ready.isEmpty && connecting.isEmpty ? beginRound() : beginMore()
  }

  private mutating func beginRound() -> AddressSet {
    failed = all.subtracting(idle)
    return begin(idle)
  }

  /// What a client that wants every address connects to beside the ones it has.
  private mutating func beginMore() -> AddressSet {
    guard balancing == .roundRobin, !idle.isEmpty else { return AddressSet() }
    return begin(idle)
  }

  /// Begins with all candidates, or with the first of them.
  private mutating func begin(_ candidates: AddressSet) -> AddressSet {
    let chosen = balancing == .roundRobin ? candidates : AddressSet(candidates.first)
    for index in chosen { change(index) { $0.connect() } }
    return chosen
  }

  /// Gives an event to the machine of an address and sorts the address by what became of it.
  @discardableResult
  private mutating func change<Decision>(
    _ index: Int, _ event: (inout ConnectionStateMachine) -> Decision
  ) -> Decision? {
    guard machines.indices.contains(index) else { return nil }
    let decision = event(&machines[index])
    idle.remove(index)
    connecting.remove(index)
    ready.remove(index)
    switch machines[index].phase {
    case .idle: idle.insert(index)
    case .connecting: connecting.insert(index)
    case .ready: ready.insert(index)
    case .pausing, .closed: break
    }
    return decision
  }
}
