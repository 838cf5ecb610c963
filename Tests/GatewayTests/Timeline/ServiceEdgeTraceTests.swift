import Messages
import NIOPosix
import Protobuf
import RPC
import Synchronization
import TLS
import TestKit
import Testing

@testable import Gateway

@Suite("Every edge tells the service whose trace its call belongs to", .timeLimit(.minutes(1)))
struct ServiceEdgeTraceTests {
  @Test("The service sees the claim's trace and the call that the note names, on each edge")
  func carried() async throws {
    let seen = SeenTraces()
    let authority = try TestAuthority()
    let server = RPCServer(
      router: ServiceEdgeTraceTests.router(seen),
      tls: try authority.context(.server, for: identity("payment")),
      group: MultiThreadedEventLoopGroup.singleton)
    let address = RPCAddress.unix(path: authority.directory + "/s")
    try await server.start(on: [address])
    let client = RPCClient(
      target: address, tls: try authority.context(.client, for: identity("gateway")),
      expecting: .any, eventLoop: MultiThreadedEventLoopGroup.singleton.next())
    let edges = ServiceEdges(
      ServiceEdges.Clients(
        eligibility: client, network: client, authorization: client, payment: client),
      timeout: .seconds(60), onTrouble: { _, _ in })
    let cause = try #require(
      RPCTrace(id: RPCTraceSource().begin().id, spanID: 7, state: "vendor=1"))
    let running = Task { await edges.run() }
    let notes: [String: CallNote?] = [
      "CheckCoverage": await edges.coverage.carry(.init(), under: cause).call,
      "ResolveContract": await edges.contract.carry(.init(), under: cause).call,
      "HoldUnits": await edges.hold.carry(.init(), under: cause).call,
      "SettleHold": await edges.settle.carry(.init(), under: cause).call,
      "ReleaseHold": await edges.release.carry(.init(), under: cause).call,
      "AdjudicateClaim": await edges.adjudicate.carry(.init(), under: cause).call,
      "WithdrawAdjudication": await edges.withdraw.carry(.init(), under: cause).call,
      "ReverseClaim": await edges.reverse.carry(.init(), under: cause).call,
      "ReturnUnits": await edges.returnUnits.carry(.init(), under: cause).call,
    ]
    running.cancel()
    await running.value
    await client.close()
    await server.shutdown(drainTimeMax: .zero)
    for (method, note) in notes {
      let trace = try #require(seen.all[method], "\(method)")
      #expect(trace.id == cause.id, "\(method)")
      #expect(trace.parentSpanID == note?.spanID, "\(method)")
      #expect(trace.state == "vendor=1", "\(method)")
    }
  }

  private func identity(_ name: String) throws -> TLSIdentity {
    try #require(TLSIdentity(kind: .service, name: name))
  }

  /// The decision methods of all services, each of which gives one empty answer.
  private static func router(_ seen: SeenTraces) -> RPCRouter {
    typealias Authorization = AuthorizationV1.AuthorizationService
    typealias Payment = PaymentV1.PaymentService
    var router = RPCRouter()
    func answer<Request: ProtobufMessage, Response: ProtobufMessage>(
      _ method: RPCMethod<Request, Response>, _ response: Response
    ) {
      router.handle(
        method,
        unary: { _, context in
          seen.note(method.path, context.trace)
          return response
        })
    }
    answer(EligibilityV1.EligibilityService.checkCoverage, .with { $0.results = [.init()] })
    answer(NetworkV1.NetworkService.resolveContract, .with { $0.results = [.init()] })
    answer(Authorization.holdUnits, .with { $0.results = [.init()] })
    answer(Authorization.settleHold, .with { $0.results = [.init()] })
    answer(Authorization.releaseHold, .with { $0.results = [.init()] })
    answer(Authorization.returnUnits, .with { $0.results = [.init()] })
    answer(Payment.adjudicateClaim, .with { $0.results = [.init()] })
    answer(Payment.withdrawAdjudication, .with { $0.results = [.init()] })
    answer(Payment.reverseClaim, .with { $0.results = [.init()] })
    return router
  }
}

/// The trace of the last call of each method, by its name.
private final class SeenTraces: Sendable {
  private let traces = Mutex<[String: RPCTrace]>([:])

  var all: [String: RPCTrace] { traces.withLock { $0 } }

  func note(_ path: String, _ trace: RPCTrace) {
    let method = path.split(separator: "/").last.map(String.init) ?? path
    traces.withLock { $0[method] = trace }
  }
}
