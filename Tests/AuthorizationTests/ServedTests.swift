import Authorization
import Domain
import Logging
import Messages
import NIOCore
import NIOPosix
import Protobuf
import RPC
import ServiceProcess
import TLS
import TestKit
import Testing

@Suite("The authorization service as it is served")
struct ServedTests {
  @Test("A claim is held and settled over mutual TLS, and its load is seen in the feed")
  func roundTrip() async throws {
    try await ServedAuthorization.run { served in
      let loaded = try await served.operatorClient.loadAuthorizations(
        .with {
          $0.requestID = "L1"
          $0.authorizations = [Sample.authorization()]
        })
      #expect(loaded.authorizations == 1)
      let held = try await served.gateway.holdUnits(.with { $0.holds = [Sample.hold("C1")] })
      #expect(held.results.map(\.held) == [[1]])
      let holds = try await served.operatorClient.listHolds(.init())
      #expect(holds.holds.map(\.key) == [Sample.key("C1")])
      let settled = try await served.gateway.settleHold(
        .with { $0.settlements = [Sample.settlement("C1", .init(thousandths: 1_000))] })
      #expect(settled.results.map(\.linesTaken) == [1])
      var violations = 0
      for try await _ in try await served.operatorClient.verifyStore(.init()) { violations += 1 }
      #expect(violations == 0)
    }
  }

  @Test("WatchChanges gives what there is, then what follows, and ends when the server does")
  func watchChanges() async throws {
    try await ServedAuthorization.run { served in
      try await served.load("L1", Sample.authorization("A1"))
      let stream = try await served.gateway.watchChanges(.init())
      var iterator = stream.makeAsyncIterator()
      let first = try await iterator.next()?.change
      #expect(first?.kind == "authorization" && first?.subject == "M1")
      #expect(first?.position == 1)
      try await served.load("L2", Sample.authorization("A2", member: "M2"))
      let second = try await iterator.next()?.change
      #expect(second?.subject == "M2" && second?.position == 2)
      await served.service.stopServing()
      let error = await #expect(throws: RPCError.self) { try await iterator.next() }
      #expect(error?.code == .unavailable)
    }
  }

  @Test("WatchPeople gives everyone at once, again after each load, and ends when the server does")
  func watchPeople() async throws {
    try await ServedAuthorization.run { served in
      let stream = try await served.gateway.watchPeople(.init())
      var iterator = stream.makeAsyncIterator()
      let nobody = try await iterator.next()
      #expect(nobody?.revision == 0 && nobody?.people == [])
      _ = try await served.operatorClient.loadPeople(
        .with {
          $0.requestID = "P1"
          $0.people = [Sample.examiner("kim"), Sample.examiner("anna")]
        })
      let everyone = try await iterator.next()
      #expect(everyone?.revision == 1)
      #expect(everyone?.people == [Sample.examiner("anna"), Sample.examiner("kim")])
      await served.service.stopServing()
      let error = await #expect(throws: RPCError.self) { try await iterator.next() }
      #expect(error?.code == .unavailable)
    }
  }

  @Test("As many people and roles as there may be travel in one message")
  func largestPeople() async throws {
    try await ServedAuthorization.run { served in
      for load in 0..<10 {
        _ = try await served.operatorClient.loadPeople(
          .with {
            $0.requestID = "P\(load)"
            $0.people = (0..<1_000).map { number in
              let name = "person-\(load * 1_000 + number)"
              return Sample.examiner(
                name + String(repeating: "x", count: 64 - name.count), times: 5)
            }
          })
      }
      let stream = try await served.gateway.watchPeople(.init())
      var iterator = stream.makeAsyncIterator()
      let everyone = try await iterator.next()
      #expect(everyone?.people.count == 10_000)
      #expect(everyone?.people.allSatisfy { $0.roles.count == 5 } == true)
      let error = await #expect(throws: RPCError.self) {
        try await served.operatorClient.loadPeople(
          .with {
            $0.requestID = "more"
            $0.people = [everyone?.people.first ?? .init()].map { person in
              var person = person
              person.roles += person.roles
              return person
            }
          })
      }
      #expect(error?.reason == "TOO_MANY_ROLES")
    }
  }

  @Test("Only the gateway may hold units, and only an operator may load")
  func permissions() async throws {
    try await ServedAuthorization.run { served in
      let operatorHolds = AuthorizationV1.AuthorizationServiceClient(
        client: served.operatorClient.client)
      let held = await #expect(throws: RPCError.self) {
        try await operatorHolds.holdUnits(.with { $0.holds = [Sample.hold("C1")] })
      }
      #expect(held?.code == .permissionDenied)
      let gatewayLoads = AuthorizationV1.AuthorizationAdministrationServiceClient(
        client: served.gateway.client)
      let loaded = await #expect(throws: RPCError.self) {
        try await gatewayLoads.loadAuthorizations(.with { $0.requestID = "L1" })
      }
      #expect(loaded?.code == .permissionDenied)
    }
  }
}

/// The service with its own store and certificate, on a Unix socket, and two clients.
private struct ServedAuthorization {
  let service: RunningService
  let gateway: AuthorizationV1.AuthorizationServiceClient
  let operatorClient: AuthorizationV1.AuthorizationAdministrationServiceClient

  static func run(_ body: (ServedAuthorization) async throws -> Void) async throws {
    let authority = try TestAuthority()
    let served = try await ServedAuthorization(authority)
    do {
      try await body(served)
    } catch {
      await served.stop()
      throw error
    }
    await served.stop()
  }

  private init(_ authority: TestAuthority) async throws {
    let address = RPCAddress.unix(path: authority.directory + "/a.sock")
    guard let server = TLSIdentity(kind: .service, name: "authorization") else {
      throw FixtureError()
    }
    let files = try authority.files(for: server)
    let configuration = ServiceConfiguration(
      name: "authorization", addresses: [address], certificatePath: files.certificatePath,
      privateKeyPath: files.privateKeyPath, authorityPath: authority.bundlePath,
      storePath: authority.directory + "/store.db")
    service = try await RunningService.start(
      .authorization, configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    let client = { (kind: TLSIdentity.Kind, name: String) throws in
      guard let identity = TLSIdentity(kind: kind, name: name) else { throw FixtureError() }
      return RPCClient(
        target: address, tls: try authority.context(.client, for: identity),
        expecting: .exactly(server), eventLoop: MultiThreadedEventLoopGroup.singleton.next())
    }
    gateway = .init(client: try client(.service, "gateway"))
    operatorClient = .init(client: try client(.client, "hmo"))
  }

  func load(_ requestID: String, _ record: AuthorizationV1.Authorization) async throws {
    _ = try await operatorClient.loadAuthorizations(
      .with {
        $0.requestID = requestID
        $0.authorizations = [record]
      })
  }

  private func stop() async {
    await gateway.client.close()
    await operatorClient.client.close()
    await service.stopServing()
    await service.close()
  }
}
