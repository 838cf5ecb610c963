import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("Metrics in the text format of Prometheus")
struct PrometheusTextTests {
  private func response(
    _ service: String, _ families: [StatusV1.MetricFamily]
  ) -> StatusV1.GetMetricsResponse {
    .with {
      $0.service = service
      $0.families = families
    }
  }

  private func family(
    _ name: String, _ kind: StatusV1.MetricKind, unit: StatusV1.MetricUnit = .unspecified,
    help: String = "A help.", _ series: [StatusV1.MetricSeries]
  ) -> StatusV1.MetricFamily {
    .with {
      $0.name = name
      $0.help = help
      $0.kind = kind
      $0.unit = unit
      $0.series = series
    }
  }

  private func series(
    _ value: Int64, _ labels: [(String, String)] = []
  ) -> StatusV1.MetricSeries {
    .with {
      $0.value = value
      $0.labels = labels.map { label in
        .with {
          $0.name = label.0
          $0.value = label.1
        }
      }
    }
  }

  private func histogram(_ sum: Int64, _ buckets: [(Int64?, Int64)]) -> StatusV1.MetricSeries {
    .with {
      $0.value = sum
      $0.count = buckets.reduce(0) { $0 + $1.1 }
      $0.buckets = buckets.map { bucket in
        .with {
          $0.bound = bucket.0
          $0.count = bucket.1
        }
      }
    }
  }

  @Test("The series of all services stand together, with suffixes for unit and kind")
  func together() {
    var text = PrometheusText()
    for service in ["payment", "gateway"] {
      text.add(
        response(
          service,
          [
            family("hmo_calls", .counter, [series(3, [("path", "/a/B")])]),
            family("hmo_cpu", .counter, unit: .microseconds, [series(1_500_000)]),
            family("hmo_log", .gauge, unit: .bytes, [series(-4)]),
          ]))
    }
    #expect(
      text.text == """
        # HELP hmo_calls_total A help.
        # TYPE hmo_calls_total counter
        hmo_calls_total{service="payment",path="/a/B"} 3
        hmo_calls_total{service="gateway",path="/a/B"} 3
        # HELP hmo_cpu_seconds_total A help.
        # TYPE hmo_cpu_seconds_total counter
        hmo_cpu_seconds_total{service="payment"} 1.5
        hmo_cpu_seconds_total{service="gateway"} 1.5
        # HELP hmo_log_bytes A help.
        # TYPE hmo_log_bytes gauge
        hmo_log_bytes{service="payment"} -4
        hmo_log_bytes{service="gateway"} -4
        """)
  }

  @Test("The buckets of a histogram are cumulative, and the last one is everything")
  func buckets() {
    var text = PrometheusText()
    text.add(
      response(
        "payment",
        [
          family(
            "hmo_time", .histogram, unit: .microseconds,
            [histogram(10_000_123, [(100, 2), (2_500_000, 0), (nil, 1)])])
        ]))
    #expect(
      text.text == """
        # HELP hmo_time_seconds A help.
        # TYPE hmo_time_seconds histogram
        hmo_time_seconds_bucket{service="payment",le="0.0001"} 2
        hmo_time_seconds_bucket{service="payment",le="2.5"} 2
        hmo_time_seconds_bucket{service="payment",le="+Inf"} 3
        hmo_time_seconds_sum{service="payment"} 10.000123
        hmo_time_seconds_count{service="payment"} 3
        """)
  }

  @Test("Help and labels are escaped")
  func escapes() {
    var text = PrometheusText()
    text.add(
      response(
        "s",
        [family("m", .gauge, help: "a\\b\n\"c\"", [series(1, [("l", "x\\y\n\"z\"")])])]))
    #expect(
      text.text == """
        # HELP m a\\\\b\\n"c"
        # TYPE m gauge
        m{service="s",l="x\\\\y\\n\\"z\\""} 1
        """)
  }

  @Test("A quote or a line break is escaped whatever it stands together with")
  func escapesParts() {
    var text = PrometheusText()
    text.add(
      response("s", [family("m", .gauge, help: "a\r\nb", [series(1, [("l", "\"\u{301}\r\n")])])]))
    #expect(
      text.text == """
        # HELP m a\r\\nb
        # TYPE m gauge
        m{service="s",l="\\"\u{301}\r\\n"} 1
        """)
  }

  @Test("A name that means something else elsewhere is left out, and one without series too")
  func conflicts() {
    var text = PrometheusText()
    text.add(response("a", [family("m", .gauge, [series(1)]), family("none", .gauge, [])]))
    text.add(response("b", [family("m", .histogram, [histogram(1, [(nil, 1)])])]))
    #expect(text.text == "# HELP m A help.\n# TYPE m gauge\nm{service=\"a\"} 1")
  }

  @Test("Microseconds are printed without floating point")
  func microseconds() {
    let seconds: [(Int64, String)] = [
      (0, "0"), (1, "0.000001"), (100, "0.0001"), (1_000_000, "1"), (10_000_000, "10"),
      (1_234_567, "1.234567"), (-1_500_000, "-1.5"), (-1, "-0.000001"),
      (.max, "9223372036854.775807"), (.min, "-9223372036854.775808"),
    ]
    for (count, text) in seconds { #expect(Microseconds(count).seconds == text) }
    #expect(Microseconds(0).milliseconds == "0.000 ms")
    #expect(Microseconds(12_345).milliseconds == "12.345 ms")
    #expect(Microseconds(.min).milliseconds == "-9223372036854775.808 ms")
  }
}
