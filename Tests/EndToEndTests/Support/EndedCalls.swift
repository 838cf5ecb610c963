import Messages
import Protobuf
import RPC
import TestKit

/// How many calls of a method ended with a status, as a service counts them.
struct EndedCalls: Hashable {
  let path: String
  let status: String
  let calls: Int64

  /// Whether these are the calls that went well.
  var isOK: Bool { status == "\(RPCStatusCode.ok)" }
}

extension TestSuite {
  /// What became of the calls of a service since it started.
  func endedCalls(of service: SuiteService) async throws -> [EndedCalls] {
    let status = StatusV1.StatusServiceClient(client: try client(service, as: .hmo))
    let metrics = try await status.getMetrics(.init(), options: .patient)
    let series = metrics.families.first { $0.name == "hmo_rpc_server_calls" }?.series ?? []
    return series.map { series in
      let labels = Dictionary(series.labels.map { ($0.name, $0.value) }) { first, _ in first }
      return EndedCalls(
        path: labels["path"] ?? "", status: labels["status"] ?? "", calls: series.value)
    }
  }
}
