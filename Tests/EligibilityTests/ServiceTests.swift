import Domain
import Eligibility
import Logging
import Messages
import NIOPosix
import RPC
import ServiceProcess
import TLS
import TestKit
import Testing

@Suite("The service over real connections", .timeLimit(.minutes(1)))
struct ServiceTests {
  @Test("The operator loads, the gateway asks and watches, over mutual TLS")
  func roundTrip() async throws {
    let service = try await RunningEligibility.start()
    let loading = EligibilityV1.EligibilityAdministrationServiceClient(
      client: try service.client(.client, "hmo"))
    var load = EligibilityV1.LoadEligibilityRequest()
    load.requestID = "L1"
    load.products = [try Sample.product()]
    load.members = [try Sample.member()]
    #expect(try await loading.loadEligibility(load).members == 1)

    let asking = EligibilityV1.EligibilityServiceClient(
      client: try service.client(.service, "gateway"))
    var request = EligibilityV1.CheckCoverageRequest()
    request.questions = [try Sample.question()]
    let results = try await asking.checkCoverage(request).results
    guard case .answer(let answer) = results.first?.result else { throw UnexpectedRefusal() }
    #expect(answer.match == .matched)

    var kinds: [String] = []
    for try await response in try await asking.watchChanges(.init()) {
      kinds.append(response.change?.kind ?? "")
      if kinds.count == 2 { break }
    }
    #expect(kinds == ["benefit", "coverage"])

    let found = try await loading.verifyStore(.init())
    for try await response in found { Issue.record("violation \(response)") }
    await loading.client.close()
    await asking.client.close()
    await service.end()
  }

  @Test("The operator may not ask and the gateway may not load")
  func permissions() async throws {
    let service = try await RunningEligibility.start()
    let asking = EligibilityV1.EligibilityServiceClient(
      client: try service.client(.client, "hmo"))
    let denied = await #expect(throws: RPCError.self) {
      try await asking.checkCoverage(.init())
    }
    #expect(denied?.code == .permissionDenied)
    let loading = EligibilityV1.EligibilityAdministrationServiceClient(
      client: try service.client(.service, "gateway"))
    let refused = await #expect(throws: RPCError.self) {
      try await loading.loadEligibility(.init())
    }
    #expect(refused?.code == .permissionDenied)
    await asking.client.close()
    await loading.client.close()
    await service.end()
  }
}

/// The service with its certificates and store in a folder of its own.
private struct RunningEligibility {
  let authority: TestAuthority
  let service: RunningService

  static func start() async throws -> RunningEligibility {
    let authority = try TestAuthority()
    let identity = try #require(TLSIdentity(kind: .service, name: "eligibility"))
    let files = try authority.files(for: identity)
    let configuration = ServiceConfiguration(
      name: "eligibility", addresses: [.unix(path: authority.directory + "/s.sock")],
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath,
      authorityPath: authority.bundlePath, storePath: authority.directory + "/s.db",
      drainTimeMax: .seconds(10))
    let service = try await RunningService.start(
      .eligibility, configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return RunningEligibility(authority: authority, service: service)
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
