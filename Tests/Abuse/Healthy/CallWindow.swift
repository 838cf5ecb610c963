/// The calls of the healthy caller that began within a span of time.
struct CallWindow: Sendable {
  private(set) var milliseconds: [Double] = []
  private(set) var failures: [String: Int] = [:]
  /// How late the system woke the caller meanwhile.
  private(set) var lateness: [Double] = []

  /// Reads the lines of the caller whose calls began from `start` until before `end`.
  init(lines: [Substring], from start: Int64, to end: Int64) {
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count == 3, let began = Int64(words[0]), let took = Int64(words[1]),
        (start..<end).contains(began)
      else { continue }
      guard words[2] != LatenessProbe.word else {
        lateness.append(Double(took) / 1e6)
        continue
      }
      milliseconds.append(Double(took) / 1e6)
      if words[2] != "OK" { failures[String(words[2]), default: 0] += 1 }
    }
  }

  /// The time below which 99 of 100 calls stay.
  var p99: Double? { Median.rank(milliseconds, 0.99) }

  /// How many calls did not get their answer.
  var failed: Int { failures.values.reduce(0, +) }
}
