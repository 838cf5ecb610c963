import Domain
import Testing

@Suite("Sets of effective-dated rows agree with a day-by-day count")
struct SpanSetPropertyTests {
  /// Every day on which a row of a random set may begin or end, and the one behind them.
  private static let days = 0..<41

  private func randomSet(_ random: inout some RandomNumberGenerator) -> SpanSet {
    let entries = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let from = Int32.random(in: 0..<40, using: &random)
      let to = Bool.random(using: &random) ? Int32.random(in: from..<40, using: &random) : 2_932_896
      let key = ["A", "B"][Int.random(in: 0...1, using: &random)]
      return SpanSet.Entry(key, DaySpan(from: Day(number: from), to: Day(number: to)))
    }
    return SpanSet(entries)
  }

  @Test(
    "The changed days begin and end with a day that differs and leave out none",
    .timeLimit(.minutes(1)))
  func changedDays() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<3_000 {
      let (old, new) = (randomSet(&random), randomSet(&random))
      let differing = SpanSetPropertyTests.days.filter { number in
        let day = Day(number: Int32(number))
        return old.keys(on: day) != new.keys(on: day)
      }
      let changed = old.daysChanged(to: new)
      #expect(changed == new.daysChanged(to: old), "seed \(seed)")
      #expect((changed == nil) == differing.isEmpty, "seed \(seed)")
      guard let changed else { continue }
      #expect(changed.from.number == Int32(differing.first ?? -1), "seed \(seed)")
      let isOpen = changed.to == .openEnd
      let hasOpenDifference =
        old.keys(on: .openEnd) != new.keys(on: .openEnd)
      #expect(isOpen == hasOpenDifference, "seed \(seed)")
      if !isOpen { #expect(changed.to.number == Int32(differing.last ?? -1), "seed \(seed)") }
    }
  }

  @Test("An overlap is found exactly when some key holds twice on a day")
  func overlaps() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<3_000 {
      let set = randomSet(&random)
      let isDoubled = SpanSetPropertyTests.days.contains { number in
        let keys = set.keys(on: Day(number: Int32(number)))
        return Set(keys).count < keys.count
      }
      #expect((set.firstOverlap() != nil) == isDoubled, "seed \(seed)")
    }
  }
}

/// A small generator whose whole state is its seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
