import Domain
import Messages
import NIOCore
import Storage
import Synchronization

/// The claims that are on their way, those that wait for a place, and the callers that wait for them.
///
/// A claim that is not here is decided, waits for a person, or waits in the store because too many
/// are under way; ``ClaimPump`` brings it in when there is room.
package final class OpenClaims: Sendable {
  /// The most claims under way; others wait in the store.
  static let inFlightMax = 4_096

  private struct State {
    var claims: [ClaimNumber: OpenClaim] = [:]
    /// Claims on which a person decided before they had ended here.
    var next: [ClaimNumber: ClaimStore.OpenRecord] = [:]
    var byMember: [String: Set<ClaimNumber>] = [:]
    var waiters: [Awaited: [Int: Waiter]] = [:]
    var nextWaiter = 0
    var pace = SendingPace()
    /// Whether somebody looks for waiters whose time is over.
    var areWaitersWatched = false
    /// Claims left in the store for want of room, oldest first. One that stands here twice is begun
    /// once, because it is read from the store again before it is begun.
    var leftBehind: [ClaimNumber] = []
    /// The same, and those that are being brought in, for quick look-up.
    var comingLater: Set<ClaimNumber> = []
    /// Voids that are stored and not done: the step whose answer each awaits, and since when.
    var voids: [ClaimNumber: WaitingVoid] = [:]
    var isStopped = false
  }

  /// What a caller waits for.
  private enum Awaited: Hashable {
    /// That a claim, or the void of one, is no longer on its way.
    case end(ClaimNumber)
    /// That so few claims are under way that a sender may send more.
    case pace
  }

  /// A caller who waits.
  private struct Waiter {
    /// Told whether what was awaited has come.
    let continuation: CheckedContinuation<Bool, Never>
    /// Until when by the uptime of the machine, in microseconds; nothing for as long as it takes.
    let end: Int64?
    /// How many claims are sent next by one who waits for the pace.
    var claims = 0
  }

  /// What a void awaits, and since when by both clocks.
  typealias WaitingVoid = (step: String, since: Instant, machineSince: Instant)

  private let state = Mutex(State())
  private let clock: BusinessClock
  /// The clock by which timelines are kept and work on claims is paced.
  let machine: MachineClock
  /// Claims to drive, in order, those together that were begun together.
  let started: AsyncStream<[OpenClaim]>
  private let starter: AsyncStream<[OpenClaim]>.Continuation
  /// Says that a void was stored, or that one ended.
  let voidSignals: AsyncStream<Void>
  private let voidSignal: AsyncStream<Void>.Continuation
  private let waiterSignals: AsyncStream<Void>
  private let waiterSignal: AsyncStream<Void>.Continuation

  /// Makes an empty register.
  package init(clock: BusinessClock, machine: MachineClock = .system) {
    self.clock = clock
    self.machine = machine
    (started, starter) = AsyncStream.makeStream()
    (voidSignals, voidSignal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (waiterSignals, waiterSignal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// How many claims are under way.
  var count: Int { state.withLock { $0.claims.count } }

  /// Whether another claim may be set on its way.
  var hasRoom: Bool { state.withLock { $0.claims.count < OpenClaims.inFlightMax } }

  /// How many claims under way make it worth while to keep writes back for each other.
  private static let crowd = 16

  /// How records of claims are to be written now: where many claims are under way, each waits a moment
  /// for the others, and one flush to disk serves them all.
  var urgency: WriteUrgency { count > OpenClaims.crowd ? .gathered : .immediate }

  /// Leaves a claim in the store until it can be read; it is then set on its way if it is to be driven.
  func leaveBehind(_ number: ClaimNumber) {
    state.withLock { state in
      state.comingLater.insert(number)
      state.leftBehind.append(number)
    }
  }

  /// Says that a claim that was left in the store needs no driving any more.
  func forget(_ number: ClaimNumber) {
    let waiters = state.withLock { state in
      state.comingLater.remove(number)
      return state.waiters.removeValue(forKey: .end(number)) ?? [:]
    }
    for waiter in waiters.values { waiter.continuation.resume(returning: true) }
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
    let (waiters, next, senders) = state.withLock { state in
      state.claims[claim.number] = nil
      state.pace.claimEnded()
      state.byMember[claim.record.memberID]?.remove(claim.number)
      if state.byMember[claim.record.memberID]?.isEmpty == true {
        state.byMember[claim.record.memberID] = nil
      }
      return (
        state.waiters.removeValue(forKey: .end(claim.number)) ?? [:],
        state.next.removeValue(forKey: claim.number), OpenClaims.takeSenders(&state)
      )
    }
    for waiter in waiters.values { waiter.continuation.resume(returning: true) }
    for sender in senders { sender.continuation.resume(returning: true) }
    if let next { begin([next]) }
  }

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
    let waiters = state.withLock { state in
      state.voids[number] = nil
      return state.waiters.removeValue(forKey: .end(number)) ?? [:]
    }
    for waiter in waiters.values { waiter.continuation.resume(returning: true) }
    voidSignal.yield()
  }

  /// Whether the claim, or a void of it, is on its way or waits for room.
  func isUnderWay(_ number: ClaimNumber) -> Bool {
    state.withLock { state in OpenClaims.isUnderWay(number, state) }
  }

  private static func isUnderWay(_ number: ClaimNumber, _ state: borrowing State) -> Bool {
    state.claims[number] != nil || state.comingLater.contains(number)
      || state.voids[number] != nil
  }

  /// How often callers are looked for whose time is over.
  private static let watchInterval: Duration = .milliseconds(50)

  /// Waits until the claim is no longer on its way, the time is over, or the task is cancelled.
  ///
  /// - Parameter time: How long at most, to within 50 ms while ``watchWaiters()`` runs; nothing for as
  ///   long as it takes. A timer for each caller costs more than the wait itself.
  func waitUntilEnded(_ number: ClaimNumber, for time: Duration? = nil) async {
    guard isUnderWay(number) else { return }
    _ = await wait(for: .end(number), time) { state in
      !OpenClaims.isUnderWay(number, state)
    }
  }

  /// Waits for one thing.
  ///
  /// - Parameters:
  ///   - claims: How many claims come next from one who waits for the pace.
  ///   - hasCome: Asked first; whether there is nothing to wait for.
  /// - Returns: Whether what was awaited has come; not when the time is over, the task is cancelled, or the
  ///   process ends.
  private func wait(
    for awaited: Awaited, _ time: Duration?, claims: Int = 0,
    _ hasCome: (inout State) -> Bool
  ) async -> Bool {
    let end = time.map { after($0) }
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (answer, mustWatch): (Bool?, Bool) = state.withLock { state in
          if hasCome(&state) { return (true, false) }
          guard !state.isStopped, !Task.isCancelled else { return (false, false) }
          state.waiters[awaited, default: [:]][waiter] = Waiter(
            continuation: continuation, end: end, claims: claims)
          guard end != nil, !state.areWaitersWatched else { return (nil, false) }
          state.areWaitersWatched = true
          return (nil, true)
        }
        if let answer { continuation.resume(returning: answer) }
        if mustWatch { waiterSignal.yield() }
      }
    } onCancel: {
      let cancelled = state.withLock { state in
        OpenClaims.takeWaiter(waiter, for: awaited, &state)
      }
      cancelled?.continuation.resume(returning: false)
    }
  }

  private static func takeWaiter(
    _ waiter: Int, for awaited: Awaited, _ state: inout State
  ) -> Waiter? {
    defer { if state.waiters[awaited]?.isEmpty == true { state.waiters[awaited] = nil } }
    return state.waiters[awaited]?.removeValue(forKey: waiter)
  }

  /// The uptime of the machine after a time, in microseconds.
  private func after(_ time: Duration) -> Int64 {
    machine.uptime() &+ TimeAmount(time).nanoseconds / 1_000
  }

  /// Lets callers go on whose time is over, until the surrounding task is cancelled.
  func watchWaiters() async {
    for await _ in waiterSignals {
      while !Task.isCancelled, releaseOverdueWaiters() {
        await machine.pause(for: OpenClaims.watchInterval)
      }
    }
  }

  /// - Returns: Whether callers still wait.
  private func releaseOverdueWaiters() -> Bool {
    let now = machine.uptime()
    let (overdue, isAnyLeft) = state.withLock { state in
      let isStandstill = state.pace.look(at: now, isAnyWaiting: state.waiters[.pace] != nil)
      var overdue: [Waiter] = []
      for (awaited, waiters) in state.waiters {
        let isOver = awaited == .pace && isStandstill
        let left = waiters.filter { !isOver && $0.value.end.map { $0 > now } ?? true }
        guard left.count < waiters.count else { continue }
        overdue += waiters.filter { left[$0.key] == nil }.values
        state.waiters[awaited] = left.isEmpty ? nil : left
      }
      state.areWaitersWatched = !state.waiters.isEmpty
      return (overdue, state.areWaitersWatched)
    }
    for waiter in overdue { waiter.continuation.resume(returning: false) }
    return isAnyLeft
  }

  /// Starts nothing more and lets everyone who waits go on.
  func stop() {
    let waiters = state.withLock { state in
      state.isStopped = true
      defer { state.waiters.removeAll() }
      return state.waiters.values.flatMap(\.values)
    }
    for waiter in waiters { waiter.continuation.resume(returning: false) }
    starter.finish()
    voidSignal.finish()
    waiterSignal.finish()
  }
}

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
      guard state.waiters[.pace] == nil, OpenClaims.mayMoreCome(state) else { return false }
      state.pace.expect(claims)
      return true
    }
  }

  /// Says that claims that were expected are under way, or do not come.
  func arrived(_ claims: Int) {
    let senders = state.withLock { state in
      state.pace.arrived(claims)
      return OpenClaims.takeSenders(&state)
    }
    for sender in senders { sender.continuation.resume(returning: true) }
  }

  /// How many senders wait until they may send more.
  var waitingSenders: Int { state.withLock { $0.waiters[.pace]?.count ?? 0 } }

  /// Claims that were left in the store come first.
  private static func mayMoreCome(_ state: borrowing State) -> Bool {
    state.leftBehind.isEmpty && state.pace.mayMoreCome(underWay: state.claims.count)
  }

  /// The senders who may send more now, who waits longest first.
  private static func takeSenders(_ state: inout State) -> [Waiter] {
    var senders: [Waiter] = []
    while mayMoreCome(state), let first = state.waiters[.pace]?.keys.min(),
      let sender = takeWaiter(first, for: .pace, &state)
    {
      state.pace.expect(sender.claims)
      senders.append(sender)
    }
    return senders
  }
}
