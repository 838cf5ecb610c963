/// The callers who wait for claims: who waits for what, and until when.
struct WaitingCallers {
  /// What a caller waits for.
  enum Awaited: Hashable {
    /// That a claim, or the void of one, is no longer on its way.
    case end(ClaimNumber)
    /// That so few claims are under way that a sender may send more.
    case pace
  }

  /// A caller who waits.
  struct Caller {
    /// Told whether what was awaited has come.
    let continuation: CheckedContinuation<Bool, Never>
    /// Until when by the uptime of the machine, in microseconds; nothing for as long as it takes.
    let end: Int64?
    /// How many claims are sent next by one who waits for the pace.
    var claims = 0

    /// Lets the caller go on.
    func goOn(_ hasCome: Bool) { continuation.resume(returning: hasCome) }
  }

  private var callers: [Awaited: [Int: Caller]] = [:]
  private var last = 0

  var isEmpty: Bool { callers.isEmpty }

  /// How many wait for one thing.
  func count(for awaited: Awaited) -> Int { callers[awaited]?.count ?? 0 }

  /// A number for the next caller, greater than those of all before.
  mutating func nextNumber() -> Int {
    last += 1
    return last
  }

  /// From now on the caller of that number waits.
  mutating func add(_ caller: Caller, _ number: Int, for awaited: Awaited) {
    callers[awaited, default: [:]][number] = caller
  }

  /// Takes out one caller; nothing when that one waits no longer.
  mutating func take(_ number: Int, for awaited: Awaited) -> Caller? {
    defer { if callers[awaited]?.isEmpty == true { callers[awaited] = nil } }
    return callers[awaited]?.removeValue(forKey: number)
  }

  /// Takes out who has waited longest for one thing.
  mutating func takeFirst(for awaited: Awaited) -> Caller? {
    callers[awaited]?.keys.min().flatMap { take($0, for: awaited) }
  }

  /// Takes out all who wait for one thing.
  mutating func takeAll(for awaited: Awaited) -> [Caller] {
    callers.removeValue(forKey: awaited).map { Array($0.values) } ?? []
  }

  /// Takes out everyone.
  mutating func takeAll() -> [Caller] {
    defer { callers.removeAll() }
    return callers.values.flatMap(\.values)
  }

  /// Takes out those whose time is over at `now`, by the uptime of the machine in microseconds.
  mutating func takeOverdue(at now: Int64) -> [Caller] {
    var overdue: [Caller] = []
    for (awaited, waiting) in callers {
      let left = waiting.filter { $0.value.end.map { $0 > now } ?? true }
      guard left.count < waiting.count else { continue }
      overdue += waiting.filter { left[$0.key] == nil }.values
      callers[awaited] = left.isEmpty ? nil : left
    }
    return overdue
  }
}
