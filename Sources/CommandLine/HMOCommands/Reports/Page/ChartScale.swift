import Domain

/// A scale for amounts with round steps, zero always on it.
///
/// Whole numbers only: a picture needs no fractions of a unit, and money never meets floating point.
struct ChartScale: Hashable, Sendable {
  /// The amounts at which lines are drawn, the smallest first.
  let ticks: [Money]

  private let lowest: Int64
  private let highest: Int64

  /// Amounts beyond it, which no ledger holds, are drawn as if they were it.
  private static let amountMax: Int64 = 100_000_000_000_000_000

  /// The scale on which all of `amounts` lie.
  init(_ amounts: [Money]) {
    let cents = amounts.map(ChartScale.held) + [0]
    let (least, most) = (cents.min() ?? 0, cents.max() ?? 0)
    let step = ChartScale.step(for: most - least)
    lowest = least / step * step - (least % step == 0 ? 0 : step)
    let above = most / step * step + (most % step == 0 ? 0 : step)
    highest = above == lowest ? lowest + step : above
    ticks = stride(from: lowest, through: highest, by: Int(step)).map { Money(cents: $0) }
  }

  /// Where an amount lies on a line of `length`, from its low end.
  func place(_ amount: Money, on length: Int) -> Int {
    let part = Int128(ChartScale.held(amount) - lowest) * Int128(length)
    return Int(clamping: part / Int128(highest - lowest))
  }

  private static func held(_ amount: Money) -> Int64 {
    min(max(amount.cents, -amountMax), amountMax)
  }

  /// The least of 1, 2 and 5 times a power of ten of which four reach over `range`.
  private static func step(for range: Int64) -> Int64 {
    var power: Int64 = 1
    while power < amountMax {
      for step in [power, 2 * power, 5 * power] where range <= 4 * step { return step }
      power *= 10
    }
    return power
  }
}
