/// Ranks of measured values.
enum Median {
  /// The middle of the values; of an even number the upper of the two.
  static func of(_ values: [Double]) -> Double? {
    rank(values, 0.5)
  }

  /// The value below which that share of all lies.
  static func rank(_ values: [Double], _ share: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}
