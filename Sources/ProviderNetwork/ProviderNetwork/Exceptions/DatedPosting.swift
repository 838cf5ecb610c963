import Domain
import DomainMessages
import RPC
import Storage

/// Dated rows of a load beside what the store has.
struct DatedPosting<Row: DatedRow> {
  /// A row with its place in its list.
  private struct Loaded {
    let row: Row
    let place: Int
  }

  private let field: String
  private let loaded: [Row.Key: [Loaded]]
  private var stored: [Row.Key: [Row]] = [:]

  /// Reads what the store has for the keys of `rows`, the list of a load in `field`.
  init(_ rows: [Row], _ field: String, in reader: some StoreReading) throws {
    self.field = field
    loaded = Dictionary(
      grouping: rows.enumerated().map { Loaded(row: $1, place: $0) }, by: \.row.key)
    for (key, group) in loaded {
      guard let first = group.first else { continue }
      stored[key] = try Row.stored(like: first.row, in: reader)
    }
  }

  /// Checks that rows of one key stay disjoint.
  ///
  /// - Throws: ``RPCError`` with INVALID_ARGUMENT.
  func check() throws(RPCError) {
    for (key, group) in loaded {
      let replaced = Set(group.map(\.row.days.from))
      let kept = (stored[key] ?? []).filter { !replaced.contains($0.days.from) }
      let spans = group.map(\.row.days) + kept.map(\.days)
      guard let overlap = SpanSet(spans.map { SpanSet.Entry("", $0) }).firstOverlap()
      else { continue }
      let index = overlap.1 < group.count ? overlap.1 : overlap.0
      guard index < group.count else { continue }
      throw RPCError(
        MessageError("\(field)[\(group[index].place)]", "overlaps another row of the same thing"))
    }
  }

  /// Writes what is new or different.
  ///
  /// - Returns: The days on which something is said otherwise than before, by key; none when nothing
  ///   was written.
  func post(in transaction: Transaction) throws -> [Row.Key: DaySpan] {
    var changed: [Row.Key: DaySpan] = [:]
    for (key, group) in loaded {
      for row in group.map(\.row) {
        let old = stored[key]?.first { $0.days.from == row.days.from }
        guard old != row else { continue }
        try row.replace(in: transaction)
        let days = DaySpan(from: row.days.from, to: max(row.days.to, old?.days.to ?? .first))
        changed[key] = days.joined(with: changed[key])
      }
    }
    return changed
  }
}
