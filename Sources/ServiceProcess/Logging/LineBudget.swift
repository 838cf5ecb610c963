/// Bounds how many lines a second something that outsiders cause may log.
struct LineBudget {
  /// How many lines a second.
  let linesPerSecondMax: Int
  private var second: Int64 = .min
  private var lines = 0
  private var skipped = 0

  init(linesPerSecondMax: Int) {
    self.linesPerSecondMax = linesPerSecondMax
  }

  enum OnLine: Equatable {
    /// Log it, and that so many were left out before it.
    case log(skipped: Int)
    case skip
  }

  /// Something happened in that second.
  mutating func line(atSecond now: Int64) -> OnLine {
    if now != second {
      second = now
      lines = 0
    }
    guard lines < linesPerSecondMax else {
      skipped += 1
      return .skip
    }
    lines += 1
    defer { skipped = 0 }
    return .log(skipped: skipped)
  }
}
