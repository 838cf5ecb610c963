import Domain
import Storage

/// A row that holds on some days; rows with one key never share a day.
///
/// A row replaces the stored one with its key that begins on the same day; all others stay.
protocol DatedRow: Hashable, Sendable {
  associatedtype Key: Hashable

  /// What the row is about.
  var key: Key { get }
  /// The days of service for which it holds.
  var days: DaySpan { get }

  /// What the store has with the key of `row`.
  static func stored(like row: Self, in reader: some StoreReading) throws -> [Self]
  /// Every row.
  static func all(in reader: some StoreReading) throws -> [Self]
  /// Adds the row, or replaces the one that begins on the same day.
  func replace(in transaction: Transaction) throws
}
