import Messages

/// Metrics of several services in the text format of Prometheus, version 0.0.4.
///
/// All series of a name stand together under one `HELP` and one `TYPE`, each with the label `service`.
/// Times are kept in whole microseconds and printed in seconds without floating point.
struct PrometheusText {
  private struct Family {
    let first: StatusV1.MetricFamily
    var lines: [String] = []
  }

  private var names: [String] = []
  private var families: [String: Family] = [:]

  /// Adds the metrics of a service. A series whose name another service uses for another kind of
  /// metric is left out: the format has no way to say it.
  mutating func add(_ response: StatusV1.GetMetricsResponse) {
    for family in response.families where !family.series.isEmpty {
      let name = Self.name(of: family)
      if families[name] == nil {
        names.append(name)
        families[name] = Family(first: family)
      }
      guard let first = families[name]?.first, first.kind == family.kind,
        first.unit == family.unit
      else { continue }
      let lines = family.series.flatMap {
        Self.lines(of: $0, name, family, service: response.service)
      }
      families[name]?.lines += lines
    }
  }

  /// The text without a final line break.
  var text: String {
    names.compactMap { name in
      families[name].map { family in
        let head = [
          "# HELP \(name) \(Self.escaped(family.first.help))",
          "# TYPE \(name) \(Self.type(of: family.first.kind))",
        ]
        return (head + family.lines).joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }

  /// The name with the suffixes for unit and kind.
  private static func name(of family: StatusV1.MetricFamily) -> String {
    let unit =
      switch family.unit {
      case .bytes: "_bytes"
      case .microseconds: "_seconds"
      default: ""
      }
    return family.name + unit + (family.kind == .counter ? "_total" : "")
  }

  private static func type(of kind: StatusV1.MetricKind) -> String {
    switch kind {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    default: "untyped"
    }
  }

  private static func lines(
    of series: StatusV1.MetricSeries, _ name: String, _ family: StatusV1.MetricFamily,
    service: String
  ) -> [String] {
    let labels =
      [("service", service)] + series.labels.map { (name: $0.name, value: $0.value) }
    guard family.kind == .histogram else {
      return ["\(name)\(text(of: labels)) \(number(series.value, family.unit))"]
    }
    return bucketLines(of: series, name, family.unit, labels) + [
      "\(name)_sum\(text(of: labels)) \(number(series.value, family.unit))",
      "\(name)_count\(text(of: labels)) \(series.count)",
    ]
  }

  /// Each bucket counts what is at most its bound; the last one everything.
  private static func bucketLines(
    of series: StatusV1.MetricSeries, _ name: String, _ unit: StatusV1.MetricUnit,
    _ labels: [(name: String, value: String)]
  ) -> [String] {
    var sum: Int64 = 0
    return series.buckets.map { bucket in
      sum &+= bucket.count
      let bound = bucket.bound.map { number($0, unit) } ?? "+Inf"
      return "\(name)_bucket\(text(of: labels + [(name: "le", value: bound)])) \(sum)"
    }
  }

  private static func text(of labels: [(name: String, value: String)]) -> String {
    let list = labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
    return "{\(list.joined(separator: ","))}"
  }

  private static func escaped(_ text: String, quotes: Bool = false) -> String {
    // Not by characters: one can hold a quote or a line break together with what follows or precedes.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\".unicodeScalars
      case "\n": escaped += "\\n".unicodeScalars
      case "\"" where quotes: escaped += "\\\"".unicodeScalars
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  private static func number(_ value: Int64, _ unit: StatusV1.MetricUnit) -> String {
    unit == .microseconds ? Microseconds(value).seconds : String(value)
  }
}
