import Domain
import Logging
import Messages
import NIOPosix
import ProviderNetwork
import RPC
import ServiceProcess
import TLS
import TestKit
import Testing

@Suite("The service over real connections", .timeLimit(.minutes(1)))
struct ServiceTests {
  @Test("The operator loads, the gateway asks and watches, over mutual TLS")
  func roundTrip() async throws {
    let service = try await RunningNetwork.start()
    let loading = NetworkV1.NetworkAdministrationServiceClient(
      client: try service.client(.client, "hmo"))
    var load = NetworkV1.LoadNetworkRequest()
    load.requestID = "L1"
    load.providers = [try Sample.provider(Sample.primaryCare)]
    load.contracts = [try Sample.contract()]
    #expect(try await loading.loadNetwork(load).contracts == 1)

    let asking = NetworkV1.NetworkServiceClient(
      client: try service.client(.service, "gateway"))
    var request = NetworkV1.ResolveContractRequest()
    request.questions = [try Sample.question()]
    let results = try await asking.resolveContract(request).results
    guard case .answer(let answer) = results.first?.result else { throw UnexpectedRefusal() }
    #expect(answer.lines.map(\.status) == [.inNetwork])

    var kinds: [String] = []
    for try await response in try await asking.watchChanges(.init()) {
      kinds.append(response.change?.kind ?? "")
      if kinds.count == 2 { break }
    }
    #expect(kinds == ["provider", "contract"])

    let found = try await loading.verifyStore(.init())
    for try await response in found { Issue.record("violation \(response)") }
    await loading.client.close()
    await asking.client.close()
    await service.end()
  }

  @Test("The operator may not ask and the gateway may not load")
  func permissions() async throws {
    let service = try await RunningNetwork.start()
    let asking = NetworkV1.NetworkServiceClient(
      client: try service.client(.client, "hmo"))
    let denied = await #expect(throws: RPCError.self) {
      try await asking.resolveContract(.init())
    }
    #expect(denied?.code == .permissionDenied)
    let loading = NetworkV1.NetworkAdministrationServiceClient(
      client: try service.client(.service, "gateway"))
    let refused = await #expect(throws: RPCError.self) {
      try await loading.loadNetwork(.init())
    }
    #expect(refused?.code == .permissionDenied)
    await asking.client.close()
    await loading.client.close()
    await service.end()
  }
}

/// The service with its certificates and store in a folder of its own.
private struct RunningNetwork {
  let authority: TestAuthority
  let service: RunningService

  static func start() async throws -> RunningNetwork {
    let authority = try TestAuthority()
    let identity = try #require(TLSIdentity(kind: .service, name: "network"))
    let files = try authority.files(for: identity)
    let configuration = ServiceConfiguration(
      name: "network", addresses: [.unix(path: authority.directory + "/s.sock")],
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath,
      authorityPath: authority.bundlePath, storePath: authority.directory + "/s.db",
      drainTimeMax: .seconds(10))
    let service = try await RunningService.start(
      .network, configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return RunningNetwork(authority: authority, service: service)
  }

  func client(_ kind: TLSIdentity.Kind, _ name: String) throws -> RPCClient {
    let identity = try #require(TLSIdentity(kind: kind, name: name))
    return RPCClient(
      target: service.addresses[0], tls: try authority.context(.client, for: identity),
      expecting: .any, eventLoop: MultiThreadedEventLoopGroup.singleton.next())
  }

  func end() async {
    await service.stopServing()
    await service.close()
  }
}
