import Domain
import DomainMessages
import NetworkRules
import RPC
import Storage

/// The fees of a load beside what the store has.
///
/// A row replaces the stored one of the same schedule, procedure and modifier that begins on the same
/// day; all others stay.
struct FeePosting {
  private struct Key: Hashable {
    let feeScheduleID: String
    let procedure: String
    let modifier: String

    init(_ row: FeeRow) {
      (feeScheduleID, procedure, modifier) = (row.feeScheduleID, row.procedure, row.modifier)
    }
  }

  private let loaded: [Key: [LoadedFee]]
  private var stored: [Key: [FeeRow]] = [:]

  /// Reads what the store has for the procedures of the load.
  init(_ fees: [LoadedFee], in reader: some StoreReading) throws {
    loaded = Dictionary(grouping: fees) { Key($0.row) }
    for (key, group) in loaded {
      guard let first = group.first else { continue }
      stored[key] = try FeeRows.rows(like: first.row, in: reader)
    }
  }

  /// Checks that rows of one schedule, procedure and modifier stay disjoint.
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
        MessageError(group[index].path, "overlaps another fee of the procedure and modifier"))
    }
  }

  /// Writes what is new or different, and says so once for each schedule.
  ///
  /// - Returns: Whether anything was written.
  func post(to log: ChangeWriter, in transaction: Transaction) throws -> Bool {
    var changed: [String: DaySpan] = [:]
    for (key, group) in loaded {
      for row in group.map(\.row) {
        let old = stored[key]?.first { $0.days.from == row.days.from }
        guard old != row else { continue }
        try FeeRows.replace(row, in: transaction)
        let days = DaySpan(from: row.days.from, to: max(row.days.to, old?.days.to ?? .first))
        changed[key.feeScheduleID] = days.joined(with: changed[key.feeScheduleID])
      }
    }
    for (schedule, days) in changed.sorted(by: { $0.key < $1.key }) {
      try log.append("fee", schedule, on: days)
    }
    return !changed.isEmpty
  }
}
