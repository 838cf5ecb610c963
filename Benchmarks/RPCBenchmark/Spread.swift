import Foundation

/// The middle and the ends of what several rounds gave.
struct Spread {
  let median: Double
  let least: Double
  let most: Double

  init(_ values: [Double]) {
    let sorted = values.sorted()
    median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    least = sorted.first ?? 0
    most = sorted.last ?? 0
  }

  /// `12,345 (11,000 to 13,000)`, padded to a column.
  func text(digits: Int) -> String {
    let all = [median, least, most].map { String(format: "%.\(digits)f", $0) }
    return "\(all[0]) (\(all[1]) to \(all[2]))"
  }
}
