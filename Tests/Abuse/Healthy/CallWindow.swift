/// The calls of the healthy caller that began within a span of time.
struct CallWindow: Sendable {
  /// How long each took, less what its own machine is proven to have kept it waiting.
  private(set) var milliseconds: [Double] = []
  /// How long each took on the clock.
  private(set) var clockMilliseconds: [Double] = []
  private(set) var failures: [String: Int] = [:]
  /// How late the system woke the caller meanwhile.
  private(set) var lateness: [Double] = []

  /// Reads the lines of the caller whose calls began from `start` until before `end`.
  init(lines: [Substring], from start: Int64, to end: Int64) {
    let read = lines.compactMap(CallLine.init(text:))
    let absence = CoreAbsence(probes: read.filter { $0.word == LatenessProbe.word })
    for line in read where (start..<end).contains(line.start) {
      guard line.word != LatenessProbe.word else {
        lateness.append(Double(line.took) / 1e6)
        continue
      }
      let waited = absence.nanoseconds(within: line.start..<line.start + line.took)
      milliseconds.append(Double(line.took - waited) / 1e6)
      clockMilliseconds.append(Double(line.took) / 1e6)
      if line.word != "OK" { failures[line.word, default: 0] += 1 }
    }
  }

  /// The time below which 99 of 100 calls stay.
  var p99: Double? { Median.rank(milliseconds, 0.99) }

  /// The same on the clock, with what the caller's own machine kept it waiting.
  var clockP99: Double? { Median.rank(clockMilliseconds, 0.99) }

  /// How many calls did not get their answer.
  var failed: Int { failures.values.reduce(0, +) }
}
