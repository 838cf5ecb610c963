import Domain
import Foundation
import Messages
import RPC
import Storage
import TLS
import Testing

@testable import ServiceProcess

@Suite("What a process counts of itself")
struct MetricValuesTests {
  private func value(
    _ name: String, _ families: [StatusV1.MetricFamily], _ labels: [String: String] = [:]
  ) -> Int64? {
    var response = StatusV1.GetMetricsResponse()
    response.families = families
    return response.value(name, labels)
  }

  private func record(
    _ code: RPCStatusCode, _ name: String = "gateway", method: Int? = 0
  ) throws -> RPCCallRecord {
    RPCCallRecord(
      path: method == nil ? "/no/such" : "/a/B", isKnownMethod: method != nil,
      methodIndex: method, peer: try Sample.peer(.service, name), code: code, reason: "",
      nanoseconds: 100_000, requestBytes: 3, responseBytes: 5)
  }

  @Test("A call that is refused is counted like any other, under its status")
  func refusedCalls() throws {
    let counters = CallCounters()
    for code in RPCStatusCode.allCases { counters.count(try record(code)) }
    counters.count(try record(.permissionDenied))
    for code in [RPCStatusCode.unimplemented, .unauthenticated] {
      counters.count(try record(code, method: nil))
    }
    let families = counters.families
    for code in RPCStatusCode.allCases {
      let calls = value("hmo_rpc_server_calls", families, ["path": "/a/B", "status": "\(code)"])
      #expect(calls == (code == .permissionDenied ? 2 : 1), "\(code)")
    }
    for status in ["unimplemented", "unauthenticated"] {
      #expect(
        value("hmo_rpc_server_calls", families, ["path": "unknown", "status": status]) == 1)
    }
    let calls = Int64(RPCStatusCode.allCases.count + 1)
    #expect(value("hmo_rpc_server_request", families, ["path": "/a/B"]) == 3 * calls)
    #expect(value("hmo_rpc_server_response", families, ["path": "/a/B"]) == 5 * calls)
  }

  @Test("A time that equals the bound of a bucket lies in it")
  func bucketBounds() throws {
    let counters = CallCounters()
    counters.count(try record(.ok))
    let times = counters.families.first { $0.name == "hmo_rpc_server_call_duration" }?.series.first
    #expect(times?.buckets.first?.bound == 100)
    #expect(times?.buckets.map(\.count).reduce(0, +) == 1)
    #expect(times?.buckets.first?.count == 1)
    #expect(times?.value == 100)
  }

  @Test("Each connection counts once for what became of it, and one that ended is no longer there")
  func connections() throws {
    let counters = ConnectionCounters()
    let peer = try Sample.peer(.service, "gateway")
    for _ in 0..<5 { counters.note(.established(peer)) }
    counters.note(.ended(peer, reason: ""))
    counters.note(.ended(peer, reason: "the peer broke the protocol"))
    for _ in 0..<3 { counters.note(.refused) }
    counters.note(.ended(nil, reason: "the peer shows no certificate"))
    counters.note(.ended(nil, reason: ""))
    let families = counters.families
    #expect(value("hmo_rpc_server_connections_proved", families) == 3)
    #expect(value("hmo_rpc_server_connections_accepted", families) == 5)
    #expect(value("hmo_rpc_server_connections_refused", families) == 3)
    #expect(
      value("hmo_rpc_server_handshakes_failed", families) == 1,
      "a peer that went without a word is no trouble")
  }

  @Test("The longest wait of the last sixty is told, and an older one is forgotten")
  func loopLag() {
    let lag = LoopLag()
    #expect(lag.longest == 0)
    for wait: Int64 in [5, 900, -3] { lag.record(wait) }
    #expect(lag.longest == 900)
    for _ in 0..<(LoopLag.measurementsMax - 2) { lag.record(7) }
    #expect(lag.longest == 900)
    lag.record(6)
    #expect(lag.longest == 7)
    for _ in 0..<LoopLag.measurementsMax { lag.record(2) }
    #expect(lag.longest == 2)
  }

  @Test("A store that could not write says so until it can")
  func store() async throws {
    let store = try TemporaryStore().open()
    var statistics = store.statistics
    await store.close()
    #expect(value("hmo_store_is_writable", statistics.families) == 1)
    statistics.lastFailure = .full
    statistics.groupsFailed = 2
    statistics.groupsCommitted = 5
    #expect(value("hmo_store_is_writable", statistics.families) == 0)
    #expect(value("hmo_store_groups", statistics.families, ["outcome": "failed"]) == 2)
    #expect(value("hmo_store_groups", statistics.families, ["outcome": "committed"]) == 5)
  }

  #if os(Linux)
    @Test("The memory that is told is what is not swapped out, not all that has addresses")
    func residentMemory() throws {
      let told = try #require(ProcessFigures.current.residentBytes)
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
      let kilobytes = try #require(
        line.split(separator: " ").compactMap { Int64($0) }.first)
      #expect(told > kilobytes * 512 && told < kilobytes * 2_048, "\(told), \(line)")
    }
  #endif
}
