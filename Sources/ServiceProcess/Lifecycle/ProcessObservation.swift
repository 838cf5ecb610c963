import Domain
import Messages
import NIOCore
import RPC
import Storage
import TLS

/// What a process notes of itself while it runs.
struct ProcessObservation: Sendable {
  let startedAt = Instant.now
  let counters = CallCounters()
  let spans = CallSpanRing()
  let connections = ConnectionCounters()
  let lag = LoopLag()
  let metrics = MetricRegistry()

  /// Takes note of a call that has ended.
  func note(_ record: RPCCallRecord) {
    counters.count(record)
    spans.keep(record)
  }

  /// Lists what the registry tells, the figures of the service itself last.
  func gather(
    _ server: RPCServer, _ store: Store, _ security: ProcessSecurity, _ polling: BusyPolling,
    _ others: [MetricSource]
  ) {
    metrics.add { [counters] in counters.families }
    metrics.add { [connections] in connections.families }
    metrics.add { [weak server] in server?.families ?? [] }
    metrics.add { [store] in store.statistics.families }
    let process = ProcessMetrics(
      startedAt: startedAt,
      certificateEndSeconds: { security.server.certificate?.endSeconds }, lag: lag)
    metrics.add { process.families }
    metrics.add { [polling] in polling.figures.families }
    for source in others { metrics.add(source) }
  }
}

extension BusyPolling.Figures {
  fileprivate var families: [StatusV1.MetricFamily] {
    [
      .counter(
        "hmo_event_loop_busy_polls",
        "How often the event loop waited awake for its next work, by whether it came.",
        [.value(found, ("outcome", "found")), .value(foundNothing, ("outcome", "nothing"))]),
      .counter(
        "hmo_event_loop_busy_polling", "Time that the event loop waited awake.",
        unit: .microseconds, [.value(nanoseconds / 1_000)]),
    ]
  }
}

extension RPCServer {
  /// What the server has to do now.
  fileprivate var families: [StatusV1.MetricFamily] {
    [
      .gauge(
        "hmo_rpc_server_connections_open", "Connections, those in their handshake included.",
        [.value(Int64(connectionCount))]),
      .gauge(
        "hmo_rpc_server_calls_in_flight", "Calls whose handler or stream lives.",
        [.value(Int64(callsInFlight))]),
      .gauge(
        "hmo_rpc_server_buffered",
        "Requests that no handler has read and responses that no socket has taken.", unit: .bytes,
        [.value(Int64(bufferedBytes))]),
    ]
  }
}
