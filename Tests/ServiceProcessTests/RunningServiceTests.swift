import Foundation
import Logging
import Messages
import RPC
import Storage
import TLS
import Testing

@testable import ServiceProcess

@Suite("A service answers those who may call, and ends in order")
struct RunningServiceTests {
  private typealias Method = PaymentV1.PaymentService

  @Test("The gateway is answered, others are refused, and both are counted and audited")
  func authorizes() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start { router, _ in
      router.handle(Method.adjudicateClaim, unary: { _, _ in .init() })
    }
    try await fixture.withClient(.service, "gateway") { client in
      _ = try await client.unary(Method.adjudicateClaim, .init())
      let unknown = await failure { try await client.unary(Method.evaluateAdjudication, .init()) }
      #expect(unknown?.code == .unimplemented)
    }
    try await fixture.withClient(.client, "integrator") { client in
      let refusal = await failure { try await client.unary(Method.adjudicateClaim, .init()) }
      #expect(refusal?.code == .permissionDenied)
      #expect(refusal?.reason == "NOT_ALLOWED")
    }
    let trail = try await fixture.withClient(.client, "hmo") { client in
      try await StatusV1.StatusServiceClient(client: client).listAuditRecords(.init()).records
    }
    await service.end()
    #expect(
      trail.map { "\($0.identity.split(separator: "/").last ?? "") \($0.path) \($0.status)" } == [
        "gateway unknown 12", "integrator \(Method.adjudicateClaim.path) 7",
      ])

    let counts = service.counters.snapshot
    #expect(counts[Method.adjudicateClaim.path]?.calls == [.ok: 1, .permissionDenied: 1])
    #expect(counts[CallCounters.unknownMethod]?.calls == [.unimplemented: 1])
    let refusals = fixture.lines.events("Call refused")
    #expect(
      refusals.contains {
        $0["peer.identity"] == "spiffe://hmo.internal/client/integrator"
          && $0["rpc.path"] == Method.adjudicateClaim.path && $0["rpc.reason"] == "NOT_ALLOWED"
      })
    #expect(refusals.count == 2)
    // The path of a method that is not there is the caller's to choose, and not ours to keep.
    #expect(refusals.contains { $0["rpc.path"] == "unknown" && $0["rpc.known"] == "no" })
  }

  @Test("A change by a program is audited, and one by the gateway is left to the stores")
  func auditsChanges() async throws {
    let fixture = try ServiceFixture()
    let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances
    let service = try await fixture.start { router, _ in
      router.handle(Method.adjudicateClaim, unary: { _, _ in .init() })
      router.handle(load, unary: { _, _ in .init() })
    }
    try await fixture.withClient(.client, "hmo") { _ = try await $0.unary(load, .init()) }
    try await fixture.withClient(.service, "gateway") {
      _ = try await $0.unary(Method.adjudicateClaim, .init())
    }
    await service.end()
    let changes = fixture.lines.events("Call made")
    #expect(changes.map { $0["rpc.path"] } == [load.path])
    #expect(changes.first?["peer.identity"] == "spiffe://hmo.internal/client/hmo")
  }

  @Test("Health says SERVING for the process and each service, and NOT_FOUND for others")
  func reportsHealth() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start { router, _ in
      router.handle(Method.adjudicateClaim, unary: { _, _ in .init() })
    }
    try await fixture.withClient(.person, "p-1") { client in
      let health = HealthV1.HealthClient(client: client)
      for name in ["", Method.serviceName] {
        var request = HealthV1.HealthCheckRequest()
        request.service = name
        let response = try await health.check(request)
        #expect(response.status == .serving)
      }
      var request = HealthV1.HealthCheckRequest()
      request.service = "other"
      let other = await failure { try await health.check(request) }
      #expect(other?.code == .notFound)
    }
    await service.end()
    #expect(service.health.status(of: "") == .notServing)
  }

  @Test("A watcher sees SERVING, then NOT_SERVING, then the end, before connections are dropped")
  func tellsWatchers() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start()
    try await fixture.withClient(.person, "p-1") { client in
      var seen: [HealthV1.HealthCheckResponse.ServingStatus] = []
      let stream = try await HealthV1.HealthClient(client: client).watch(.init())
      var ending: Task<Void, Never>?
      let end = await failure {
        for try await response in stream {
          seen.append(response.status)
          if seen.count == 1 { service.health.setAll(.notServing) }
          if seen.count == 2 { ending = Task { await service.end() } }
        }
      }
      #expect(seen == [.serving, .notServing])
      #expect(end?.code == .unavailable)
      await ending?.value
      #expect(end?.reason == "DRAINING")
    }
  }

  @Test("A stream without an end gives way when the service ends, and a call in flight finishes")
  func drains() async throws {
    let fixture = try ServiceFixture("eligibility")
    let reached = AsyncStream.makeStream(of: Void.self)
    let release = AsyncStream.makeStream(of: Void.self)
    let service = try await fixture.start { router, resources in
      router.handle(
        EligibilityV1.EligibilityService.watchChanges,
        serverStreaming: { _, _, _ in
          reached.continuation.yield()
          let endless = AsyncStream.makeStream(of: Void.self)
          try await resources.drain.whileServing {
            for await _ in endless.stream {}
            try Task.checkCancellation()
          }
          endless.continuation.finish()
        })
      router.handle(
        EligibilityV1.EligibilityService.checkCoverage,
        unary: { _, _ in
          reached.continuation.yield()
          for await _ in release.stream { break }
          return .init()
        })
    }
    try await fixture.withClient(.service, "gateway") { client in
      async let watching = failure {
        let stream = try await client.serverStreaming(
          EligibilityV1.EligibilityService.watchChanges, .init())
        for try await _ in stream {}
      }
      async let checking = client.unary(EligibilityV1.EligibilityService.checkCoverage, .init())
      var calls = reached.stream.makeAsyncIterator()
      await calls.next()
      await calls.next()
      async let ended: Void = service.end()
      #expect(await watching?.reason == "DRAINING")
      release.continuation.yield()
      _ = try await checking
      await ended
    }
  }

  @Test(
    "Cut off for lack of time, the last audit records and the closing end are written all the same")
  func closesWhenCancelled() async throws {
    let fixture = try ServiceFixture()
    let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances
    let service = try await fixture.start { router, _ in
      router.handle(load, unary: { _, _ in .init() })
    }
    try await fixture.withClient(.client, "hmo") { _ = try await $0.unary(load, .init()) }
    let ending = Task {
      while !Task.isCancelled { await Task.yield() }
      await service.end()
    }
    ending.cancel()
    await ending.value

    let store = try Store.open(
      StoreConfiguration(path: fixture.configuration.storePath), schema: ServiceFixture.schema)
    let found = try await store.read { try AuditRows.page(after: 0, count: 10, in: $0) }
    await store.close()
    #expect(found.map(\.call.path) == [load.path])
    let closed = fixture.lines.events("Audit trail closed")
    #expect(closed.map { $0["audit.position"] } == ["1"])
    #expect(closed.map { $0["level"] } == ["notice"])
  }

  @Test("What auditors ask about is logged also where an operator wants to see errors alone")
  func auditsAtEveryLevel() async throws {
    let fixture = try ServiceFixture()
    let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances
    let service = try await fixture.start(level: .error) { router, _ in
      router.handle(load, unary: { _, _ in .init() })
    }
    try await fixture.withClient(.client, "hmo") { _ = try await $0.unary(load, .init()) }
    try await fixture.withClient(.person, "p-1") { client in
      _ = await failure { try await client.unary(load, .init()) }
    }
    await service.end()
    for message in ["Audit trail opened", "Call made", "Call refused", "Audit trail closed"] {
      #expect(fixture.lines.events(message).count == 1, "\(message)")
    }
    #expect(fixture.lines.events("Draining").isEmpty)
  }

  @Test("The store is closed and may be opened again once the service has ended")
  func closesTheStore() async throws {
    let fixture = try ServiceFixture()
    for id in 1...2 {
      let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances
      let service = try await fixture.start { router, resources in
        router.handle(
          load,
          unary: { _, context in
            let actor = try resources.people.actor(context.peer.identity)
            #expect(actor.roles.contains(.operator))
            try await RPCError.mapping {
              try await resources.store.write { transaction in
                try transaction.execute("INSERT INTO note (id, text) VALUES ($1, $2)", id, "")
              }
            }
            return .init()
          })
      }
      try await fixture.withClient(.client, "hmo") { client in
        _ = try await client.unary(load, .init())
        let again = await failure { try await client.unary(load, .init()) }
        #expect(again?.reason == "ROW_EXISTS")
      }
      await service.end()
    }
  }

  @Test("Reflection lists the services that are there, and gives their files with all imports")
  func reflects() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start { router, _ in
      router.handle(Method.adjudicateClaim, unary: { _, _ in .init() })
    }
    let questions: [ReflectionV1.ServerReflectionRequest.MessageRequest?] = [
      .listServices(""), .fileContainingSymbol("hmo.payment.v1.PaymentService"),
      .fileByFilename("hmo/type/v1/values.proto"), .fileContainingSymbol("nothing"), nil,
    ]
    let answers = try await fixture.withClient(.person, "p-1") { client in
      try await client.bidirectionalStreaming(
        ReflectionV1.ServerReflection.serverReflectionInfo
      ) { requests, responses in
        var answers: [ReflectionV1.ServerReflectionResponse.MessageResponse?] = []
        var iterator = responses.makeAsyncIterator()
        for question in questions {
          var request = ReflectionV1.ServerReflectionRequest()
          request.messageRequest = question
          try await requests.write(request)
          answers.append(try await iterator.next()?.messageResponse)
        }
        requests.finish()
        return answers
      }
    }
    await service.end()
    try #require(answers.count == 5)
    guard case .listServicesResponse(let list) = answers[0],
      case .fileDescriptorResponse(let withImports) = answers[1],
      case .fileDescriptorResponse(let alone) = answers[2],
      case .errorResponse(let unknown) = answers[3], case .errorResponse(let empty) = answers[4]
    else {
      Issue.record("an answer is of another kind than its question")
      return
    }
    #expect(
      list.service.map(\.name) == [
        "grpc.health.v1.Health", "hmo.payment.v1.PaymentService",
        "hmo.status.v1.StatusService",
      ])
    #expect(withImports.fileDescriptorProto.count > 1)
    #expect(alone.fileDescriptorProto.count == 1)
    #expect(unknown.errorCode == 5)
    #expect(empty.errorCode == 3)
  }
}
