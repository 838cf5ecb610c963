import ArgumentParser
import Foundation
import Logging
import Messages
import RPC
import ServiceLifecycle
import ServiceProcess
import Storage
import TLS
import TestKit
import Testing

@Suite("A server is told to end by a signal")
struct ServiceMainTests {
  private typealias Method = PaymentV1.PaymentService

  /// The child: a payment service with a call that never ends by itself.
  @Test("The child runs a server until it is told to end")
  func runsAsAChild() async throws {
    guard let list = ProcessInfo.processInfo.environment[ChildService.variable] else { return }
    let options = try ServiceOptions.parse(list.split(separator: "\n").map(String.init))
    let definition = ServiceDefinition(name: "payment", schema: ServiceFixture.schema) {
      resources in
      var router = RPCRouter()
      router.handle(
        Method.adjudicateClaim,
        unary: { _, _ in
          resources.logger.info("Waiting")
          await never()
          return .init()
        })
      return ServiceParts(router: router, background: [LastWords(resources: resources)])
    }
    do {
      try await ServiceMain.run(definition, options, environment: [:])
    } catch let code as ExitCode {
      exit(code.rawValue)
    }
    exit(0)
  }

  private func options(_ configuration: ServiceConfiguration) -> [String] {
    [
      "--listen", configuration.addresses.map(\.description).joined(),
      "--certificate", configuration.certificatePath, "--key", configuration.privateKeyPath,
      "--authority", configuration.authorityPath, "--store", configuration.storePath,
    ]
  }

  @Test("One signal drains and ends with status 0", arguments: [SIGTERM, SIGINT])
  func endsInOrder(signal: Int32) async throws {
    guard ProcessInfo.processInfo.environment[ChildService.variable] == nil else { return }
    let fixture = try ServiceFixture()
    let child = try ChildService(options(fixture.configuration))
    try #require(await child.waits(for: "Serving"), "\(child.output)")
    let response = try await fixture.withClient(.person, "p-1") { client in
      try await HealthV1.HealthClient(client: client).check(.init())
    }
    #expect(response.status == .serving)
    child.send(signal)
    #expect(await child.waits(for: "Draining"))
    #expect(await child.waits(for: "Last words stored"))
    #expect(await child.waits(for: "Ended"))
    #expect(await child.status() == 0)
    #expect(!FileManager.default.fileExists(atPath: fixture.configuration.storePath + "-wal"))
    #expect(!FileManager.default.fileExists(atPath: fixture.authority.directory + "/s.sock"))
  }

  @Test("A second signal ends the process although a call is still open")
  func endsAtOnce() async throws {
    guard ProcessInfo.processInfo.environment[ChildService.variable] == nil else { return }
    let fixture = try ServiceFixture()
    let child = try ChildService(options(fixture.configuration))
    try #require(await child.waits(for: "Serving"), "\(child.output)")
    try await fixture.withClient(.service, "gateway") { client in
      async let open = failure { try await client.unary(Method.adjudicateClaim, .init()) }
      #expect(await child.waits(for: "Waiting"))
      child.send(SIGTERM)
      #expect(await child.waits(for: "Draining"))
      child.send(SIGTERM)
      #expect(await child.status() == 130)
      #expect(await open?.code == .unavailable)
    }
  }

  @Test("A call that outlives the drain time is ended, and the process ends with status 0")
  func endsStuckCalls() async throws {
    guard ProcessInfo.processInfo.environment[ChildService.variable] == nil else { return }
    let fixture = try ServiceFixture()
    let child = try ChildService(options(fixture.configuration) + ["--drain-seconds", "0"])
    try #require(await child.waits(for: "Serving"), "\(child.output)")
    try await fixture.withClient(.service, "gateway") { client in
      async let open = failure { try await client.unary(Method.adjudicateClaim, .init()) }
      #expect(await child.waits(for: "Waiting"))
      child.send(SIGTERM)
      #expect(await open?.code == .unavailable)
      #expect(await child.status() == 0)
    }
  }

  @Test("A server that cannot start says one sentence and ends with status 1")
  func failsInWords() async throws {
    guard ProcessInfo.processInfo.environment[ChildService.variable] == nil else { return }
    let fixture = try ServiceFixture()
    var configuration = fixture.configuration
    configuration.privateKeyPath = "/none.key"
    let child = try ChildService(options(configuration))
    #expect(await child.status() == 1)
    let sentences = child.output.filter { $0.hasPrefix("payment-server: ") }
    #expect(sentences.count == 1)
    #expect(sentences.first?.contains("/none.key") == true)
  }
}

/// Background work that still uses the store after the last call.
private struct LastWords: Service {
  let resources: ServiceResources

  func run() async throws {
    try await gracefulShutdown()
    try await resources.store.write { transaction in
      try transaction.execute("INSERT INTO note (id, text) VALUES (1, 'last words')")
    }
    resources.logger.info("Last words stored")
  }
}

/// Returns when the task is cancelled.
private func never() async {
  let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
  defer { continuation.finish() }
  for await _ in stream {}
}
