import Messages
import Protobuf
import RPC
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Refusals of more kinds than a trail tells apart", .serialized)
  struct RefusalFloodTests {
    private static let path = PaymentV1.PaymentService.adjudicateClaim.path
    /// More certificates than a trail tells apart in a second, and than the log has lines for.
    private static let certificatesCount = 160

    @Test(
      "Refusals of 160 certificates at once are all counted, by name or together, in trail and log")
    func manyCertificates() async throws {
      let suite = try TestSuite()
      try await suite.startServing(.payment)
      let clients = try (0..<Self.certificatesCount).map { _ in
        let files = try suite.authority.files(for: .named(.client, "other"))
        let context = try TLSContext(suite.authority.configuration(.client, files: files))
        return try suite.client(.payment, tls: context, retry: nil)
      }
      for client in clients {
        _ = try await HealthV1.HealthClient(client: client).check(.init(), options: .impatient)
      }
      var refused = 0
      let records = try await awaited("some refusals are counted together") {
        try await Self.refuse(clients)
        refused += clients.count
        let records = try await Self.refusals(suite, least: refused)
        return records.contains { $0.identity == "others" } ? records : nil
      }
      #expect(records.reduce(0) { $0 + Int($1.calls) } == refused)
      let named = records.filter { $0.identity != "others" }
      #expect(named.allSatisfy { $0.status == 7 && $0.reason == "NOT_ALLOWED" })
      #expect(named.allSatisfy { $0.identity == "spiffe://hmo.internal/client/other" })
      #expect(Set(named.map(\.serialNumber)).count <= Self.certificatesCount)
      let together = records.filter { $0.identity == "others" }
      #expect(together.allSatisfy { $0.reason == "TOO_MANY_TO_TELL" })

      try await Self.expectInLog(refused, clients[0], suite)
      let violations = try await suite.violations(of: .payment)
      #expect(violations == [])
      for client in clients { await client.close() }
      await suite.close()
    }

    /// Has each client refused once, all side by side.
    private static func refuse(_ clients: [RPCClient]) async throws {
      await withTaskGroup(of: RPCError?.self) { group in
        for client in clients {
          group.addTask {
            await rpcError("a stranger") {
              try await client.rawUnary(path: path, request: [], options: .impatient)
            }
          }
        }
        for await error in group { #expect(error?.code == .permissionDenied) }
      }
    }

    /// The records of refusals, once so many calls are counted in them.
    private static func refusals(
      _ suite: TestSuite, least: Int
    ) async throws -> [StatusV1.AuditRecord] {
      try await awaited("\(least) refusals are on record") {
        let records = try await suite.auditRecords(of: .payment)
        return records.reduce(0) { $0 + Int($1.calls) } >= least ? records : nil
      }
    }

    /// The log has a line for each refusal, or one that counts those without: after another refusal.
    private static func expectInLog(
      _ refused: Int, _ client: RPCClient, _ suite: TestSuite
    ) async throws {
      var refused = refused
      try await eventually("the log counts every refusal", poll: .milliseconds(200)) {
        try await refuse([client])
        refused += 1
        let lines = suite.logEvents(.payment, message: "Call refused")
        let skipped = lines.compactMap { ($0["audit.skipped"] as? String).flatMap(Int.init) }
        #expect(lines.count + skipped.reduce(0, +) <= refused)
        return lines.count + skipped.reduce(0, +) == refused
      }
    }
  }
}
