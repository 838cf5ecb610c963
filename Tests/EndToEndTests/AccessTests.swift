import Messages
import Protobuf
import RPC
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Who may do what at five running processes", .serialized)
  struct AccessTests {
    private static let people: [String: [AuthorizationV1.Role]] = [
      "submitter": [.submitter], "examiner": [.examiner], "nurse": [.nurse],
      "physician": [.physician], "auditor": [.auditor], "operator": [.operator],
    ]

    @Test("Every identity hears PERMISSION_DENIED of exactly the methods that the matrix says")
    func matrix() async throws {
      let matrix = try PermissionMatrix()
      #expect(matrix.callers.count == 15 && matrix.lines.count > 80)
      try await TestSuite.run { suite in
        try await suite.loadPeople(Self.people)
        var cells = 0
        for caller in matrix.callers {
          for line in matrix.lines {
            let client = try suite.client(line.service, as: caller)
            let error = await Self.first(line.path, over: client)
            let isDenied = error?.code == .permissionDenied
            #expect(
              isDenied == (line.allowed[caller] == false),
              "\(caller) at \(line.path) of \(line.service): \(error?.description ?? "answered")")
            #expect(!isDenied || error?.reason == "NOT_ALLOWED")
            cells += 1
          }
        }
        #expect(cells == matrix.callers.count * matrix.lines.count)
        #expect(try await suite.allClaims() == [])
        #expect(try await suite.violations() == [])
      }
    }

    @Test("A path that is not one to the letter reaches no method of any process")
    func pathTricks() async throws {
      let matrix = try PermissionMatrix()
      try await TestSuite.run { suite in
        for service in SuiteService.allCases {
          let client = try suite.client(service, as: .hmo)
          var tried: Int64 = 0
          for line in matrix.lines where line.service == service {
            for path in Self.tricks(line.path) {
              let error = await rpcError("\(path) at \(service)") {
                try await client.rawUnary(path: path, request: [], options: .impatient)
              }
              #expect(
                error?.code == .unimplemented, "\(path) at \(service): \(String(describing: error))"
              )
              tried += 1
            }
          }
          #expect(tried > 60)
          let records = try await suite.auditRecords(of: service)
          let unknown = records.filter { $0.path == "unknown" }
          #expect(unknown.allSatisfy { $0.status == 12 && $0.identity.hasSuffix("/client/hmo") })
          #expect(unknown.reduce(0) { $0 + $1.calls } == tried, "\(service)")
        }
      }
    }

    @Test("Nothing that a request says of its caller changes who calls, 500 times")
    func forgedContext() async throws {
      let seed = UInt64.random(in: .min ... .max)
      var forgery = ForgedContext(seed: seed)
      try await TestSuite.run { suite in
        try await suite.loadPeople(["kim": [.nurse]])
        let callers = [
          try suite.client(.gateway, as: .named(.client, "other")),
          try suite.client(.gateway, as: .named(.person, "kim")),
          try suite.client(.gateway, as: .named(.person, "nobody")),
          try suite.client(.authorization, as: .integrator),
        ]
        for number in 0..<500 {
          let client = callers[number % callers.count]
          let path =
            client === callers[3]
            ? AuthorizationV1.AuthorizationService.holdUnits.path
            : ClaimV1.WorkQueueService.listPended.path
          let metadata = try forgery.next()
          let error = await rpcError("forgery \(number) of seed \(seed)") {
            try await client.rawUnary(
              path: path, request: [],
              options: RPCCallOptions(timeout: .seconds(20), metadata: metadata))
          }
          #expect(
            error?.code == .permissionDenied, "forgery \(number) of seed \(seed): \(metadata)")
        }
        let named = Set(try await suite.auditRecords(of: .gateway).map(\.identity))
        let expected: Set = [
          "spiffe://hmo.internal/client/other", "spiffe://hmo.internal/person/kim",
          "spiffe://hmo.internal/person/nobody",
        ]
        // The person of the load by which the test knew that the gateway knows has a dash.
        #expect(named.filter { !$0.contains("-") } == expected)
      }
    }

    @Test("A role that is given holds at the gateway, and one that is taken away is gone")
    func rolesComeAndGo() async throws {
      try await TestSuite.run { suite in
        let kim = ClaimV1.WorkQueueServiceClient(
          client: try suite.client(.gateway, as: .named(.person, "kim")))
        func code() async -> RPCStatusCode {
          do {
            _ = try await kim.listPended(.init(), options: .impatient)
            return .ok
          } catch {
            return (error as? RPCError)?.code ?? .unknown
          }
        }
        try await suite.loadPeople(["lee": [.examiner]])
        #expect(await code() == .permissionDenied)
        try await suite.loadPeople(["kim": [.examiner]])
        #expect(await code() == .ok)
        try suite.kill(.authorization)
        #expect(await code() == .ok, "what was told last is believed")
        try await suite.startServing(.authorization)
        try await suite.loadPeople(["kim": []])
        #expect(await code() == .permissionDenied)
      }
    }

    @Test("A gateway that has not heard of people yet tells a person to come back")
    func unknownRoles() async throws {
      try await TestSuite.run { suite in
        try await suite.loadPeople(["kim": [.examiner]])
        _ = try await suite.stop(.authorization)
        _ = try await suite.stop(.gateway)
        try await suite.startServing(.gateway)
        let client = try suite.client(.gateway, as: .named(.person, "kim"))
        let queue = ClaimV1.WorkQueueServiceClient(client: client)
        let error = await rpcError("kim lists") {
          try await queue.listPended(.init(), options: .impatient)
        }
        #expect(error?.code == .unavailable && error?.reason == "ROLES_UNKNOWN")
        #expect(error?.retryDelay != nil)
        let health = try await HealthV1.HealthClient(client: client).check(
          .init(), options: .impatient)
        #expect(health.status == .serving)
        try await suite.startServing(.authorization)
        try await eventually("the gateway hears of people") {
          (try? await queue.listPended(.init(), options: .impatient)) != nil
        }
      }
    }

    @Test("An audit trail survives kill -9, and one that was tampered with while stopped is found")
    func tampering() async throws {
      try await TestSuite.run { suite in
        let stranger = try suite.client(.payment, as: .named(.client, "other"))
        for _ in 0..<3 {
          _ = await rpcError("a stranger") {
            try await stranger.rawUnary(
              path: PaymentV1.PaymentService.adjudicateClaim.path, request: [],
              options: .impatient)
          }
          #expect(try await !suite.auditRecords(of: .payment).isEmpty)
        }
        let before = try await suite.auditRecords(of: .payment)
        #expect(before.reduce(0) { $0 + $1.calls } == 3)
        try suite.kill(.payment)
        try await suite.startServing(.payment)
        #expect(try await suite.auditRecords(of: .payment).prefix(before.count) == before[...])
        #expect(try await suite.violations(of: .payment) == [])

        _ = try await suite.stop(.payment)
        try StoreFile.run(
          "UPDATE audit_record SET identity = 'spiffe://hmo.internal/client/hmo' WHERE position = 2",
          on: suite.store(.payment))
        try await suite.startServing(.payment)
        let found = try await suite.violations(of: .payment)
        #expect(found.count == 1 && found[0].contains("AUDIT-CHAIN audit record 2"), "\(found)")
      }
    }

    // MARK: Parts

    /// The error with which the first response of a call failed, or nothing when there was one.
    private static func first(_ path: String, over client: RPCClient) async -> RPCError? {
      // A stream to which nothing is said yet must not keep the test waiting.
      let isEndless = path.hasSuffix("/WatchChanges")
      let options = RPCCallOptions(timeout: isEndless ? .milliseconds(300) : .seconds(20))
      do {
        for try await _ in try await client.rawServerStreaming(
          path: path, request: [], options: options)
        {
          return nil
        }
        return nil
      } catch {
        return error as? RPCError ?? RPCError(.unknown, "\(error)")
      }
    }

    private static func tricks(_ path: String) -> [String] {
      let name = path.dropFirst()
      let parts = name.split(separator: "/").map(String.init)
      return [
        "//\(name)", "\(path)/", "\(path)?x=1", "\(path)#a", "/\(parts[0])//\(parts[1])",
        "/\(parts[0])/./\(parts[1])", "/\(parts[0])/../\(name)", path.uppercased(),
        path.lowercased(), "/\(parts[0])%2F\(parts[1])", path.replacing("v1", with: "v1%00"),
        "/\(parts[0])/\(parts[1])\(parts[1])", "/\(parts[0]).\(parts[1])",
        "/nowhere.Service/\(parts[1])", "/grpc.health.v1.Health/\(parts[1])x",
      ]
    }
  }
}

extension TestSuite {
  /// The audit trail of a service, as the program `hmo` reads it.
  func auditRecords(of service: SuiteService) async throws -> [StatusV1.AuditRecord] {
    let client = StatusV1.StatusServiceClient(client: try client(service, as: .hmo))
    var records: [StatusV1.AuditRecord] = []
    var token = ""
    repeat {
      let page = try await client.listAuditRecords(
        .with {
          $0.pageSize = 1_000
          $0.pageToken = token
        }, options: .patient)
      records += page.records
      token = page.nextPageToken
    } while !token.isEmpty
    return records
  }
}
