import Domain
import Messages
import Storage
import Synchronization

/// The claims that are on their way, and those that wait for a place.
///
/// A claim that is not here is decided, waits for a person, or waits in the store because too many
/// are under way; ``ClaimPump`` brings it in when there is room.
package final class OpenClaims: Sendable {
  /// The most claims under way; others wait in the store.
  static let inFlightMax = 4_096

  struct State {
    var claims: [ClaimNumber: OpenClaim] = [:]
    /// Claims on which a person decided before they had ended here.
    var next: [ClaimNumber: ClaimStore.OpenRecord] = [:]
    var byMember: [String: Set<ClaimNumber>] = [:]
    var callers = WaitingCallers()
    /// Whether somebody looks for callers whose time is over.
    var areCallersWatched = false
    var pace = SendingPace()
    /// Claims left in the store for want of room, oldest first. One that stands here twice is begun
    /// once, because it is read from the store again before it is begun.
    var leftBehind: [ClaimNumber] = []
    /// The same, and those that are being brought in, for quick look-up.
    var comingLater: Set<ClaimNumber> = []
    /// Voids that are stored and not done: the step whose answer each awaits, and since when.
    var voids: [ClaimNumber: WaitingVoid] = [:]
    var isStopped = false

    /// Whether the claim, or a void of it, is on its way or waits for room.
    func isUnderWay(_ number: ClaimNumber) -> Bool {
      claims[number] != nil || comingLater.contains(number) || voids[number] != nil
    }
  }

  let state = Mutex(State())
  let clock: BusinessClock
  /// The clock by which timelines are kept and work on claims is paced.
  let machine: MachineClock
  /// Claims to drive, in order, those together that were begun together.
  let started: AsyncStream<[OpenClaim]>
  private let starter: AsyncStream<[OpenClaim]>.Continuation
  /// Says that a void was stored, or that one ended.
  let voidSignals: AsyncStream<Void>
  let voidSignal: AsyncStream<Void>.Continuation
  /// Says that a caller waits whose time may come to an end.
  let callerSignals: AsyncStream<Void>
  let callerSignal: AsyncStream<Void>.Continuation

  /// Makes an empty register.
  package init(clock: BusinessClock, machine: MachineClock = .system) {
    self.clock = clock
    self.machine = machine
    (started, starter) = AsyncStream.makeStream()
    (voidSignals, voidSignal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (callerSignals, callerSignal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  // MARK: Looking

  /// How many claims are under way.
  var count: Int { state.withLock { $0.claims.count } }

  /// Whether another claim may be set on its way.
  var hasRoom: Bool { state.withLock { $0.claims.count < OpenClaims.inFlightMax } }

  /// How many claims under way make it worth while to keep writes back for each other.
  private static let crowd = 16

  /// How records of claims are to be written now: where many claims are under way, each waits a moment
  /// for the others, and one flush to disk serves them all.
  var urgency: WriteUrgency { count > OpenClaims.crowd ? .gathered : .immediate }

  /// The claim, if it is on its way.
  func claim(_ number: ClaimNumber) -> OpenClaim? {
    state.withLock { $0.claims[number] }
  }

  /// Every claim on its way.
  var all: [OpenClaim] { state.withLock { Array($0.claims.values) } }

  /// The claims of a member that are on their way.
  func claims(of memberID: String) -> [OpenClaim] {
    state.withLock { state in
      (state.byMember[memberID] ?? []).compactMap { state.claims[$0] }
    }
  }

  /// Whether the claim, or a void of it, is on its way or waits for room.
  func isUnderWay(_ number: ClaimNumber) -> Bool {
    state.withLock { $0.isUnderWay(number) }
  }

  // MARK: Waiting for room

  /// Leaves a claim in the store until it can be read; it is then set on its way if it is to be driven.
  func leaveBehind(_ number: ClaimNumber) {
    state.withLock { state in
      state.comingLater.insert(number)
      state.leftBehind.append(number)
    }
  }

  /// Says that a claim that was left in the store needs no driving any more.
  func forget(_ number: ClaimNumber) {
    let callers = state.withLock { state in
      state.comingLater.remove(number)
      return state.callers.takeAll(for: .end(number))
    }
    for caller in callers { caller.goOn(true) }
  }

  /// Up to `limit` of the claims that were left in the store, to be begun or forgotten; none until there
  /// is room for a good part of them, because they are read from the store together.
  func takeLeftBehind(_ limit: Int) -> [ClaimNumber] {
    state.withLock { state in
      let room = max(0, OpenClaims.inFlightMax - state.claims.count)
      guard room >= min(limit / 4, state.leftBehind.count) else { return [] }
      let taken = Array(state.leftBehind.prefix(min(limit, room)))
      state.leftBehind.removeFirst(taken.count)
      return taken
    }
  }

  // MARK: Beginning and ending

  /// Sets claims on their way, or leaves them in the store when there is no room or others wait for it.
  ///
  /// A claim is begun once: when it is accepted, when the process starts, or when a person decided.
  /// A person may decide what is stored as pended before the claim has ended here; it is then begun
  /// when it has.
  func begin(_ records: [ClaimStore.OpenRecord]) {
    let now = clock.now
    let begun = records.map { OpenClaim($0, now: now, machine: machine) }
    let started = state.withLock { state in
      begun.filter { OpenClaims.begin($0, &state) }
    }
    if !started.isEmpty { starter.yield(started) }
  }

  /// - Returns: Whether the claim is to be driven now.
  private static func begin(_ claim: OpenClaim, _ state: inout State) -> Bool {
    guard !state.isStopped else { return false }
    let number = claim.number
    if let current = state.claims[number] {
      state.comingLater.remove(number)
      if claim.record.pendedAttempt > current.record.pendedAttempt {
        state.next[number] = claim.record
      }
      return false
    }
    let isInTurn = state.leftBehind.isEmpty || state.comingLater.contains(number)
    guard isInTurn, state.claims.count < OpenClaims.inFlightMax else {
      // Said again for a claim that is being brought in: it must not be forgotten.
      state.comingLater.insert(number)
      state.leftBehind.append(number)
      return false
    }
    state.comingLater.remove(number)
    state.claims[number] = claim
    state.byMember[claim.record.memberID, default: []].insert(number)
    return true
  }

  /// Takes a claim off: it is decided or waits for a person.
  func end(_ claim: OpenClaim) {
    let (callers, next) = state.withLock { state in
      state.claims[claim.number] = nil
      state.pace.claimEnded()
      state.byMember[claim.record.memberID]?.remove(claim.number)
      if state.byMember[claim.record.memberID]?.isEmpty == true {
        state.byMember[claim.record.memberID] = nil
      }
      return (
        state.callers.takeAll(for: .end(claim.number)) + state.takeSenders(),
        state.next.removeValue(forKey: claim.number)
      )
    }
    for caller in callers { caller.goOn(true) }
    if let next { begin([next]) }
  }

  /// Starts nothing more and lets everyone who waits go on.
  func stop() {
    let callers = state.withLock { state in
      state.isStopped = true
      return state.callers.takeAll()
    }
    for caller in callers { caller.goOn(false) }
    starter.finish()
    voidSignal.finish()
    callerSignal.finish()
  }
}
