import Logging
import RPC
import TLS
import TestKit
import Testing

@testable import ServiceProcess

@Suite("Why another service cannot be reached stands in the log")
struct ServiceConnectionsTests {
  private let lines = LoggedLines()

  private func connections() -> ServiceConnections {
    let lines = lines
    let logger = Logger(label: "test") { _ in
      JSONLogHandler(service: "gateway", level: .info) { lines.add($0) }
    }
    return ServiceConnections("network", logger)
  }

  private func peer() throws -> RPCPeer {
    RPCPeer(identity: try .named(.service, "network"), serialNumber: "01")
  }

  @Test("The same failure again is one line, another reason a second, and the recovery a third")
  func changes() throws {
    let (connections, peer) = (connections(), try peer())
    connections.note(.established(peer))
    #expect(lines.all == [])
    for _ in 0..<100 { connections.note(.ended(nil, reason: "error 2 of the system")) }
    for _ in 0..<100 { connections.note(.ended(nil, reason: "peerIdentityRefused: another")) }
    let failures = lines.events("Service cannot be reached")
    #expect(
      failures.map { $0["reason"] } == ["error 2 of the system", "peerIdentityRefused: another"])
    #expect(failures.allSatisfy { $0["called"] == "network" && $0["level"] == "warning" })
    for _ in 0..<3 { connections.note(.established(peer)) }
    #expect(lines.events("Service is reached again").map { $0["called"] } == ["network"])
    connections.note(.ended(nil, reason: "error 2 of the system"))
    #expect(lines.events("Service cannot be reached").count == 3)
    #expect(lines.all.count == 4)
  }

  @Test("A connection that is lost says why, and one that ends well says nothing")
  func lost() throws {
    let (connections, peer) = (connections(), try peer())
    connections.note(.established(peer))
    connections.note(.ended(peer, reason: ""))
    #expect(lines.all == [])
    connections.note(.established(peer))
    connections.note(.ended(peer, reason: "error 104 of the system"))
    let lost = lines.events("Connection to a service lost")
    #expect(lost.map { $0["reason"] } == ["error 104 of the system"])
    #expect(lost.map { $0["called"] } == ["network"])
    #expect(lines.all.count == 1)
  }
}
