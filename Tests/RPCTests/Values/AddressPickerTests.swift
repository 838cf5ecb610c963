import RPC
import Testing

@Suite("Choosing among the addresses of a service")
struct AddressPickerTests {
  private func set(_ indices: Int...) -> AddressSet {
    var set = AddressSet()
    for index in indices { set.insert(index) }
    return set
  }

  private let none = AddressSet()

  @Test("A set holds the places 0 to 63, in order and around the end")
  func sets() {
    var some = set(3, 63, 0)
    #expect(Array(some) == [0, 3, 63])
    #expect(some.count == 3)
    #expect(some.next(after: -1) == 0)
    #expect(some.next(after: 0) == 3)
    #expect(some.next(after: 3) == 63)
    #expect(some.next(after: 63) == 0)
    some.insert(64)
    some.insert(-1)
    some.remove(200)
    #expect(some.count == 3)
    #expect(AddressSet.all(64).count == 64)
    #expect(AddressSet.all(100).count == 64)
    #expect(Array(AddressSet.all(2)) == [0, 1])
    #expect(AddressSet.all(0).isEmpty)
    #expect(none.next(after: 5) == nil)
  }

  @Test("With one address the first call connects, the next ones wait, then all use the connection")
  func single() {
    var picker = AddressPicker(count: 1, balancing: .pickFirst)
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0)))
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: none))
    #expect(picker.pick() == nil)
    #expect(picker.connected(0) == .serveWaiting)
    #expect(picker.call(isWaitForReady: false) == .open(connecting: none))
    #expect(picker.pick() == 0)
    #expect(picker.pick(full: 0) == nil)
  }

  @Test("With one address only patient calls wait out a pause")
  func singlePause() {
    var picker = AddressPicker(count: 1, balancing: .pickFirst)
    _ = picker.call(isWaitForReady: false)
    #expect(picker.connectFailed(0, hasWaiting: true) == .pauseAndFailWaiting(failures: 1))
    #expect(picker.call(isWaitForReady: false) == .failUnavailable)
    #expect(picker.call(isWaitForReady: true) == .wait(connecting: none))
    #expect(picker.pauseEnded(0, hasWaiting: true) == .connect(set(0)))
    #expect(picker.connectFailed(0, hasWaiting: true) == .pauseAndFailWaiting(failures: 2))
    #expect(picker.pauseEnded(0, hasWaiting: false) == .connect(none))
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0)))
  }

  @Test("A connection that is made is new hope also in the addresses that failed before")
  func newHope() {
    var picker = AddressPicker(count: 2, balancing: .roundRobin)
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0, 1)))
    #expect(picker.connectFailed(0, hasWaiting: true) == .pause(failures: 1, connecting: none))
    #expect(picker.connected(1) == .serveWaiting)
    picker.proved(1)
    #expect(picker.pauseEnded(0, hasWaiting: false) == .connect(none))
    #expect(picker.call(isWaitForReady: false) == .open(connecting: set(0)))
    #expect(picker.connectionEnded(1, hasWaiting: true) == .connect(set(1)))
    #expect(picker.connectFailed(1, hasWaiting: true) == .pause(failures: 1, connecting: none))
  }

  @Test("Calls that come after all have failed hope in the address that is tried again")
  func hopeAfterFailure() {
    var picker = AddressPicker(count: 2, balancing: .roundRobin)
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0, 1)))
    #expect(picker.connectFailed(0, hasWaiting: true) == .pause(failures: 1, connecting: none))
    #expect(picker.pauseEnded(0, hasWaiting: true) == .connect(set(0)))
    #expect(picker.connectFailed(1, hasWaiting: true) == .pauseAndFailWaiting(failures: 1))
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: none))
    #expect(picker.pauseEnded(1, hasWaiting: true) == .connect(set(1)))
    #expect(picker.connectFailed(1, hasWaiting: true) == .pause(failures: 2, connecting: none))
  }

  @Test("pickFirst tries one after the other, and fails calls only after the last")
  func pickFirstRound() {
    var picker = AddressPicker(count: 3, balancing: .pickFirst)
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0)))
    #expect(
      picker.connectFailed(0, hasWaiting: true) == .pause(failures: 1, connecting: set(1)))
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: none))
    // The pause of an address that has failed in this round does not begin it again.
    #expect(picker.pauseEnded(0, hasWaiting: true) == .connect(none))
    #expect(
      picker.connectFailed(1, hasWaiting: true) == .pause(failures: 1, connecting: set(2)))
    #expect(picker.connectFailed(2, hasWaiting: true) == .pauseAndFailWaiting(failures: 1))
    // The next call begins a round with the one that does not pause.
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0)))
    #expect(picker.connectFailed(0, hasWaiting: true) == .pauseAndFailWaiting(failures: 2))
    #expect(picker.call(isWaitForReady: false) == .failUnavailable)
  }

  @Test("pickFirst keeps to what answers, and after a loss begins with the first again")
  func pickFirstStays() {
    var picker = AddressPicker(count: 2, balancing: .pickFirst)
    _ = picker.call(isWaitForReady: false)
    _ = picker.connectFailed(0, hasWaiting: true)
    #expect(picker.connected(1) == .serveWaiting)
    picker.proved(1)
    #expect(picker.pauseEnded(0, hasWaiting: false) == .connect(none))
    for _ in 0..<5 {
      #expect(picker.call(isWaitForReady: false) == .open(connecting: none))
      #expect(picker.pick() == 1)
    }
    #expect(picker.connectionEnded(1, hasWaiting: true) == .connect(set(0)))
    #expect(picker.connected(0) == .serveWaiting)
    #expect(picker.pick() == 0)
  }

  @Test("pickFirst gives up a round that nobody waits for")
  func pickFirstAbandoned() {
    var picker = AddressPicker(count: 2, balancing: .pickFirst)
    _ = picker.call(isWaitForReady: false)
    #expect(
      picker.connectFailed(0, hasWaiting: false) == .pause(failures: 1, connecting: none))
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(1)))
  }

  @Test("roundRobin connects to all and takes turns among those with room")
  func roundRobinTurns() {
    var picker = AddressPicker(count: 3, balancing: .roundRobin)
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: set(0, 1, 2)))
    _ = picker.connected(1)
    #expect(picker.pick() == 1)
    #expect(picker.pick() == 1)
    _ = picker.connected(0)
    _ = picker.connected(2)
    var turns: [Int?] = []
    for _ in 0..<6 { turns.append(picker.pick()) }
    #expect(turns == [2, 0, 1, 2, 0, 1])
    #expect(picker.pick(full: 2) == 0)
    #expect(picker.pick(full: 1) == 2)
    #expect(picker.pick(full: 0, 1, 2) == nil)
  }

  @Test("roundRobin fails calls when all have failed, and not while one still connects")
  func roundRobinFailure() {
    var picker = AddressPicker(count: 3, balancing: .roundRobin)
    _ = picker.call(isWaitForReady: false)
    let alone = AddressPicker.OnEnded.pause(failures: 1, connecting: none)
    #expect(picker.connectFailed(2, hasWaiting: true) == alone)
    #expect(picker.connectFailed(0, hasWaiting: true) == alone)
    #expect(picker.call(isWaitForReady: false) == .wait(connecting: none))
    // Calls wait, so an address tries again at once; its second failure changes nothing.
    #expect(picker.pauseEnded(0, hasWaiting: true) == .connect(set(0)))
    #expect(
      picker.connectFailed(0, hasWaiting: true) == .pause(failures: 2, connecting: none))
    #expect(picker.connectFailed(1, hasWaiting: true) == .pauseAndFailWaiting(failures: 1))
    #expect(picker.call(isWaitForReady: false) == .failUnavailable)
    #expect(picker.call(isWaitForReady: true) == .wait(connecting: none))
  }

  @Test("roundRobin goes on without an address that is lost, and tries it again with the next call")
  func roundRobinLoss() {
    var picker = AddressPicker(count: 2, balancing: .roundRobin)
    _ = picker.call(isWaitForReady: false)
    _ = picker.connected(0)
    _ = picker.connected(1)
    picker.proved(0)
    picker.proved(1)
    #expect(picker.connectionEnded(0, hasWaiting: false) == .connect(none))
    #expect(picker.pick() == 1)
    #expect(picker.call(isWaitForReady: false) == .open(connecting: set(0)))
    #expect(
      picker.connectFailed(0, hasWaiting: false) == .pause(failures: 1, connecting: none))
    #expect(picker.call(isWaitForReady: false) == .open(connecting: none))
    #expect(picker.pick() == 1)
    #expect(picker.pauseEnded(0, hasWaiting: false) == .connect(none))
    #expect(picker.call(isWaitForReady: false) == .open(connecting: set(0)))
  }

  @Test("A connection that served nobody is not made again at once, the other address is")
  func useless() {
    var picker = AddressPicker(count: 2, balancing: .pickFirst)
    _ = picker.call(isWaitForReady: false)
    _ = picker.connected(0)
    #expect(
      picker.connectionEnded(0, hasWaiting: true) == .pause(failures: 1, connecting: set(1)))
  }

  @Test("A closed client takes no calls and wants no connection")
  func closed() {
    var picker = AddressPicker(count: 2, balancing: .roundRobin)
    _ = picker.call(isWaitForReady: true)
    _ = picker.connected(0)
    #expect(picker.close() == .closeConnections)
    #expect(picker.close() == .ignore)
    #expect(picker.isClosed)
    #expect(picker.pick() == nil)
    #expect(picker.connected(1) == .discard)
    #expect(picker.connectFailed(1, hasWaiting: true) == .ignore)
    #expect(picker.connectionEnded(0, hasWaiting: true) == .ignore)
    #expect(picker.pauseEnded(0, hasWaiting: true) == .ignore)
    #expect(picker.call(isWaitForReady: true) == .failClosed)
  }

  @Test("Whatever happens in whatever order, an impatient call ends and one attempt is one attempt")
  func anyOrder() {
    var generator = SeededGenerator(named: "addresses")
    for balancing in [RPCBalancing.pickFirst, .roundRobin] {
      for _ in 0..<300 {
        var world = PickerWorld(
          count: Int.random(in: 1...5, using: &generator), balancing: balancing)
        for _ in 0..<200 { world.step(using: &generator) }
        #expect(world.complaints.isEmpty)
        #expect(world.endsImpatientCall() == true)
      }
    }
  }
}

extension AddressPicker {
  fileprivate mutating func pick(full: Int...) -> Int? {
    next { !full.contains($0) }
  }
}

/// Drives a picker as a client would and notices what must not be.
private struct PickerWorld {
  private(set) var picker: AddressPicker
  private var connecting: Set<Int> = []
  private var ready: Set<Int> = []
  private var pausing: Set<Int> = []
  private var impatient = 0
  private var patient = 0
  private(set) var complaints: [String] = []
  private let balancing: RPCBalancing

  init(count: Int, balancing: RPCBalancing) {
    picker = AddressPicker(count: count, balancing: balancing)
    self.balancing = balancing
  }

  private var hasWaiting: Bool { impatient + patient > 0 }

  mutating func step(using generator: inout SeededGenerator) {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: call(isWaitForReady: Bool.random(using: &generator))
    case 1: if let index = connecting.randomElement(using: &generator) { succeed(index) }
    case 2: if let index = connecting.randomElement(using: &generator) { fail(index) }
    case 3: if let index = ready.randomElement(using: &generator) { lose(index) }
    case 4: if let index = pausing.randomElement(using: &generator) { rest(index) }
    default: if let index = ready.randomElement(using: &generator) { picker.proved(index) }
    }
    if hasWaiting && connecting.isEmpty && ready.isEmpty && pausing.isEmpty {
      complaints.append("calls wait and nothing will happen")
    }
    if balancing == .pickFirst && connecting.count + ready.count > 1 {
      complaints.append("pickFirst uses two addresses")
    }
  }

  /// Whether a call that does not wait ends when every attempt fails from now on.
  mutating func endsImpatientCall() -> Bool {
    for index in ready { lose(index) }
    call(isWaitForReady: false)
    for _ in 0..<100 where impatient > 0 {
      if let index = connecting.first {
        fail(index)
      } else if let index = pausing.first {
        rest(index)
      }
    }
    return impatient == 0
  }

  private mutating func call(isWaitForReady: Bool) {
    switch picker.call(isWaitForReady: isWaitForReady) {
    case .open(let wanted):
      begin(wanted)
    case .wait(let wanted):
      if isWaitForReady { patient += 1 } else { impatient += 1 }
      begin(wanted)
    case .failUnavailable:
      if !connecting.isEmpty { complaints.append("a call fails while an address connects") }
      if isWaitForReady { complaints.append("a patient call fails") }
    case .failClosed:
      complaints.append("closed")
    }
  }

  private mutating func begin(_ wanted: AddressSet) {
    for index in wanted {
      if ready.contains(index) || pausing.contains(index) || !connecting.insert(index).inserted {
        complaints.append("an attempt that may not be")
      }
    }
  }

  private mutating func succeed(_ index: Int) {
    connecting.remove(index)
    if picker.connected(index) == .serveWaiting { ready.insert(index) }
    impatient = 0
    patient = 0
  }

  private mutating func fail(_ index: Int) {
    connecting.remove(index)
    follow(picker.connectFailed(index, hasWaiting: hasWaiting), index)
  }

  private mutating func lose(_ index: Int) {
    ready.remove(index)
    follow(picker.connectionEnded(index, hasWaiting: hasWaiting), index)
  }

  private mutating func rest(_ index: Int) {
    pausing.remove(index)
    follow(picker.pauseEnded(index, hasWaiting: hasWaiting), index)
  }

  private mutating func follow(_ decision: AddressPicker.OnEnded, _ index: Int) {
    switch decision {
    case .ignore:
      break
    case .connect(let wanted):
      begin(wanted)
    case .pause(_, let wanted):
      pausing.insert(index)
      begin(wanted)
    case .pauseAndFailWaiting:
      pausing.insert(index)
      impatient = 0
      guard patient > 0 else { return }
      if case .wait(let wanted) = picker.call(isWaitForReady: true) { begin(wanted) }
    }
  }
}
