package import Messages
package import Storage

/// Gives some of the metrics of a process, when it is asked; must not block.
package typealias MetricSource = @Sendable () async -> [StatusV1.MetricFamily]

extension StatusV1.MetricFamily {
  /// A metric that only grows.
  package static func counter(
    _ name: String, _ help: String, unit: StatusV1.MetricUnit = .unspecified,
    _ series: [StatusV1.MetricSeries]
  ) -> Self {
    make(name, help, .counter, unit, series)
  }

  /// A metric that goes up and down.
  package static func gauge(
    _ name: String, _ help: String, unit: StatusV1.MetricUnit = .unspecified,
    _ series: [StatusV1.MetricSeries]
  ) -> Self {
    make(name, help, .gauge, unit, series)
  }

  /// Counts of measurements by size.
  package static func histogram(
    _ name: String, _ help: String, unit: StatusV1.MetricUnit = .unspecified,
    _ series: [StatusV1.MetricSeries]
  ) -> Self {
    make(name, help, .histogram, unit, series)
  }

  private static func make(
    _ name: String, _ help: String, _ kind: StatusV1.MetricKind, _ unit: StatusV1.MetricUnit,
    _ series: [StatusV1.MetricSeries]
  ) -> Self {
    var family = Self()
    family.name = name
    family.help = help
    family.kind = kind
    family.unit = unit
    family.series = series
    return family
  }
}

extension StatusV1.MetricSeries {
  /// The value of a counter or gauge.
  package static func value(_ value: Int64, _ labels: (String, String)...) -> Self {
    var series = Self()
    series.value = value
    series.labels = labels.map(StatusV1.MetricLabel.init)
    return series
  }

  /// The measurements of a histogram.
  package static func measured(
    _ histogram: StoreHistogram, _ labels: (String, String)...
  ) -> Self {
    var series = Self()
    series.value = histogram.sum
    series.count = histogram.count
    series.labels = labels.map(StatusV1.MetricLabel.init)
    series.buckets = histogram.counts.enumerated().map { index, count in
      var bucket = StatusV1.MetricBucket()
      bucket.bound = index < histogram.bounds.count ? histogram.bounds[index] : nil
      bucket.count = count
      return bucket
    }
    return series
  }
}

extension StatusV1.MetricLabel {
  fileprivate init(_ label: (name: String, value: String)) {
    self.init()
    name = label.name
    value = label.value
  }
}
