/// Counts of measurements by size, between fixed bounds; recording allocates nothing.
package struct StoreHistogram: Sendable, Hashable {
  /// The largest measurement of each bucket, ascending.
  package let bounds: [Int64]
  /// How many measurements lie in each bucket; the last one holds those above all bounds.
  package private(set) var counts: [Int64]
  /// The sum of all measurements.
  package private(set) var sum: Int64 = 0

  /// No measurements.
  package init(bounds: [Int64]) {
    self.bounds = bounds
    counts = [Int64](repeating: 0, count: bounds.count + 1)
  }

  /// How many measurements there were.
  package var count: Int64 { counts.reduce(0, &+) }

  /// Counts a measurement.
  package mutating func record(_ value: Int64) {
    var bucket = 0
    while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
    counts[bucket] &+= 1
    sum &+= value
  }

  /// Bounds for times in microseconds: 100 µs to 10 s.
  package static let microsecondBounds: [Int64] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 5_000_000, 10_000_000,
  ]
  /// Bounds for numbers of items: 1 to 256.
  package static let itemBounds: [Int64] = [1, 2, 4, 8, 16, 32, 64, 128, 256]
}
