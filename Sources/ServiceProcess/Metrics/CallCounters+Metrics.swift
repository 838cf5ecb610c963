package import Messages
import RPC

extension CallCounters {
  /// The counts as metrics; the label `path` is a registered method or `unknown`.
  package var families: [StatusV1.MetricFamily] {
    let methods = snapshot.sorted { $0.key < $1.key }
    return [
      .counter(
        "hmo_rpc_server_calls", "Calls that have ended, by method and gRPC status.",
        methods.flatMap { path, counts in
          counts.calls.sorted { $0.key.rawValue < $1.key.rawValue }.map { status, calls in
            .value(calls, ("path", path), ("status", "\(status)"))
          }
        }),
      .histogram(
        "hmo_rpc_server_call_duration", "From the headers of a request to the end of the call.",
        unit: .microseconds,
        methods.map { path, counts in .measured(counts.times, ("path", path)) }),
      .counter(
        "hmo_rpc_server_request", "Bytes of request messages that arrived.", unit: .bytes,
        methods.map { path, counts in .value(counts.requestBytes, ("path", path)) }),
      .counter(
        "hmo_rpc_server_response", "Bytes of response messages that were sent.", unit: .bytes,
        methods.map { path, counts in .value(counts.responseBytes, ("path", path)) }),
    ]
  }
}
