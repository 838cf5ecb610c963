import Foundation

/// Holds a text to the rules of Prometheus' text format, version 0.0.4, as a scraper would read it.
enum ExpositionCheck {
  /// What is wrong, one sentence each.
  static func faults(in text: String) -> [String] {
    var faults: [String] = []
    var types: [String: String] = [:]
    var seen: Set<String> = []
    var finished: Set<String> = []
    var current = ""
    var histograms: [String: [(bound: Double, count: Double)]] = [:]
    var totals: [String: Double] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
      if line.hasPrefix("# TYPE ") {
        let words = line.split(separator: " ")
        guard words.count == 4 else {
          faults.append("no type: \(line)")
          continue
        }
        if types[String(words[2])] != nil { faults.append("two types of \(words[2])") }
        types[String(words[2])] = String(words[3])
        continue
      }
      if line.hasPrefix("# HELP ") { continue }
      guard let sample = Sample(line) else {
        faults.append("unreadable: \(line)")
        continue
      }
      let family = sample.family(types)
      guard let type = types[family] else {
        faults.append("no type before \(line)")
        continue
      }
      if family != current {
        if finished.contains(family) { faults.append("\(family) does not stand together") }
        finished.insert(current)
        current = family
      }
      if !seen.insert(sample.name + sample.labelText).inserted { faults.append("twice: \(line)") }
      if type == "counter", !sample.name.hasSuffix("_total") || sample.value < 0 {
        faults.append("no counter: \(line)")
      }
      guard type == "histogram" else { continue }
      let series = family + sample.others
      if sample.name.hasSuffix("_bucket") {
        guard let bound = sample.bound else {
          faults.append("a bucket without a bound: \(line)")
          continue
        }
        histograms[series, default: []].append((bound, sample.value))
      } else if sample.name.hasSuffix("_count") {
        totals[series] = sample.value
      }
    }
    for (series, buckets) in histograms {
      if buckets.last?.bound != .infinity { faults.append("\(series) has no last bucket") }
      if buckets.last?.count != totals[series] { faults.append("\(series) does not add up") }
      for (left, right) in zip(buckets, buckets.dropFirst())
      where left.bound >= right.bound || left.count > right.count {
        faults.append("\(series) is not cumulative")
      }
    }
    if types.count < 20 { faults.append("only \(types.count) metrics") }
    return faults
  }

  /// One line with a value.
  private struct Sample {
    let name: String
    let labels: [(name: String, value: String)]
    let value: Double

    init?(_ line: String) {
      let pattern = /([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\} (\S+)/
      guard let match = line.wholeMatch(of: pattern), let value = Double(match.3) else {
        return nil
      }
      name = String(match.1)
      self.value = value
      var labels: [(name: String, value: String)] = []
      var rest = match.2
      let label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)",?/
      while let next = rest.prefixMatch(of: label) {
        labels.append((String(next.1), String(next.2)))
        rest = rest[next.range.upperBound...]
      }
      guard rest.isEmpty else { return nil }
      self.labels = labels
    }

    var labelText: String {
      labels.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: ",")
    }

    /// The labels but for the bound of a bucket.
    var others: String {
      labels.filter { $0.name != "le" }.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    }

    var bound: Double? {
      guard let text = labels.first(where: { $0.name == "le" })?.value else { return nil }
      return text == "+Inf" ? .infinity : Double(text)
    }

    /// The name under which the type was said.
    func family(_ types: [String: String]) -> String {
      for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
        let family = String(name.dropLast(suffix.count))
        if types[family] == "histogram" { return family }
      }
      return name
    }
  }
}
