import Domain

/// Counts equal calls together until they are written.
///
/// However many calls come, and however much they differ, only a bounded number of entries arises in
/// a second and waits at all: what exceeds that is one entry of ``AuditedCall/others``.
struct AuditGathering: Sendable {
  /// What kind of call is noted; each kind has its own bound, so that refusals and readings crowd out no
  /// changes.
  enum Kind: Hashable, Sendable {
    case refusal
    case change
    /// Something of members was shown.
    case reading

    /// How many entries of this kind begin in a second.
    var entriesPerSecondMax: Int {
      switch self {
      case .refusal: 64
      case .change: 1_024
      case .reading: 256
      }
    }
  }

  /// How many entries wait at most.
  static let entriesMax = 8_192
  /// How long equal calls join one entry, in microseconds.
  static let joinTime: Int64 = 1_000_000

  private var entries: [AuditEntry] = []
  private var places: [AuditedCall: Int] = [:]
  private var refusals = LineBudget(linesPerSecondMax: Kind.refusal.entriesPerSecondMax)
  private var changes = LineBudget(linesPerSecondMax: Kind.change.entriesPerSecondMax)
  private var readings = LineBudget(linesPerSecondMax: Kind.reading.entriesPerSecondMax)

  /// How many entries wait.
  var count: Int { entries.count }

  /// A call ended.
  mutating func note(_ call: AuditedCall, _ kind: Kind, at now: Instant) {
    if join(call, at: now) { return }
    if entries.count < AuditGathering.entriesMax, hasBudget(kind, at: now) {
      return begin(call, at: now)
    }
    if join(.others, at: now) { return }
    begin(.others, at: now)
  }

  /// Everything that waits, oldest first; nothing waits any more.
  mutating func take() -> [AuditEntry] {
    defer {
      entries.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
    }
    return entries
  }

  /// Entries that were taken could not be written: they wait again, as far as there is room.
  mutating func giveBack(_ taken: [AuditEntry]) {
    var kept = taken.prefix(
      AuditGathering.entriesMax - min(entries.count, AuditGathering.entriesMax))
    let lost = taken.dropFirst(kept.count)
    if let first = lost.first {
      let calls = lost.reduce(Int64(0)) { $0 &+ $1.calls }
      kept.append(AuditEntry(call: .others, at: first.at, calls: calls))
    }
    entries = kept + entries
    places.removeAll(keepingCapacity: true)
  }

  private mutating func join(_ call: AuditedCall, at now: Instant) -> Bool {
    guard let place = places[call], place < entries.count else { return false }
    let age = now.microseconds &- entries[place].at.microseconds
    guard age > -AuditGathering.joinTime, age < AuditGathering.joinTime else { return false }
    entries[place].calls &+= 1
    return true
  }

  private mutating func begin(_ call: AuditedCall, at now: Instant) {
    places[call] = entries.count
    entries.append(AuditEntry(call: call, at: now))
  }

  private mutating func hasBudget(_ kind: Kind, at now: Instant) -> Bool {
    let second = now.microseconds / 1_000_000
    let answer =
      switch kind {
      case .refusal: refusals.line(atSecond: second)
      case .change: changes.line(atSecond: second)
      case .reading: readings.line(atSecond: second)
      }
    if case .log = answer { return true }
    return false
  }
}
