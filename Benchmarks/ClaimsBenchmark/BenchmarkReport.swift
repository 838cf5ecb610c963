import Foundation

/// The figures of all parts, as a table for people and one line of JSON for programs.
struct BenchmarkReport {
  let batches: [BatchFigures]
  let latency: LatencyFigures
  /// Memory at rest in KiB, by process.
  let atRest: [String: Int]

  private static let order = [
    "client", "gateway", "eligibility", "network", "authorization", "payment",
  ]

  private var median: BatchFigures? {
    batches.sorted { $0.claimsPerSecond < $1.claimsPerSecond }[safe: batches.count / 2]
  }

  private var expectedShare: Double {
    let all = batches.reduce(0) { $0 + $1.claims }
    return all == 0 ? 0 : Double(batches.reduce(0) { $0 + $1.decidedAsExpected }) / Double(all)
  }

  /// CPU a claim and memory at rest, by process.
  var table: String {
    let cpu = median?.cpu ?? [:]
    var lines = ["process         CPU us/claim   at rest MiB (PSS)"]
    for name in BenchmarkReport.order {
      let used = String(format: "%10.1f", cpu[name] ?? 0)
      let memory = String(format: "%10.1f", Double(atRest[name] ?? 0) / 1_024)
      lines.append(name.padding(toLength: 16, withPad: " ", startingAt: 0) + used + "  " + memory)
    }
    let total = String(format: "%10.1f", cpu.values.reduce(0, +))
    lines.append("all             \(total)")
    return lines.joined(separator: "\n")
  }

  /// One line.
  var json: String {
    let cpu = BenchmarkReport.order.map { name in
      "\"\(name)\": \(String(format: "%.1f", median?.cpu[name] ?? 0))"
    }.joined(separator: ", ")
    let rates = batches.map { String(Int($0.claimsPerSecond)) }.joined(separator: ", ")
    return "{\"claims_per_second\": \(Int(median?.claimsPerSecond ?? 0)), "
      + "\"claims_per_second_rounds\": [\(rates)], "
      + "\"p50_ms_at_1000\": \(String(format: "%.2f", latency.percentile(0.5))), "
      + "\"p99_ms_at_1000\": \(String(format: "%.2f", latency.percentile(0.99))), "
      + "\"latency_rate\": \(latency.rate), \"latency_not_decided\": \(latency.failed), "
      + "\"cpu_us_per_claim\": {\(cpu)}, "
      + "\"decided_as_expected\": \(String(format: "%.6f", expectedShare))}"
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
