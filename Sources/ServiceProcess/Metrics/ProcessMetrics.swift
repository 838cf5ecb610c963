import Domain
import Messages

/// The metrics of the process itself.
struct ProcessMetrics: Sendable {
  /// When the process started.
  let startedAt: Instant
  /// When our certificate ends, in seconds since 1970-01-01 UTC; nil when it is not known.
  let certificateEndSeconds: @Sendable () -> Int64?
  /// How long the event loop let work wait.
  let lag: LoopLag

  /// The metrics now.
  var families: [StatusV1.MetricFamily] {
    let figures = ProcessFigures.current
    let end = certificateEndSeconds().flatMap(Self.microseconds)
    return [
      .gauge(
        "hmo_process_start_time", "When the process started, since 1970-01-01 UTC.",
        unit: .microseconds, [.value(startedAt.microseconds)]),
      .gauge(
        "hmo_process_resident_memory", "Memory that is not swapped out.", unit: .bytes,
        Self.known(figures.residentBytes)),
      .gauge(
        "hmo_process_open_descriptors", "Files, sockets and pipes that are open.",
        Self.known(figures.openDescriptors)),
      .counter(
        "hmo_process_cpu", "Time on processors.", unit: .microseconds,
        Self.known(figures.processorMicroseconds)),
      .gauge(
        "hmo_event_loop_lag", "How long work for the event loop waited, the longest in a minute.",
        unit: .microseconds, [.value(lag.longest)]),
      .gauge(
        "hmo_tls_certificate_end", "When our certificate ends, since 1970-01-01 UTC.",
        unit: .microseconds, Self.known(end)),
    ]
  }

  private static func known(_ value: Int64?) -> [StatusV1.MetricSeries] {
    value.map { [.value($0)] } ?? []
  }

  private static func microseconds(_ seconds: Int64) -> Int64? {
    let (product, isBeyond) = seconds.multipliedReportingOverflow(by: 1_000_000)
    return isBeyond ? nil : product
  }
}
