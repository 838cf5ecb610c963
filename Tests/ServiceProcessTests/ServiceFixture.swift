import Foundation
import Logging
import Messages
import NIOCore
import NIOPosix
import RPC
import ServiceProcess
import Storage
import Synchronization
import TLS
import TestKit
import Testing

/// A service with its certificates and store in a folder of its own, and clients for it.
final class ServiceFixture: Sendable {
  static let note = Table("note", [.id("id"), .text("text")], primaryKey: ["id"])
  static let schema = StoreSchema(
    "sample", [Migration("first", [.createTable(note)]), AuditRows.migration])

  let authority: TestAuthority
  let configuration: ServiceConfiguration
  let lines = LoggedLines()

  /// Makes certificates for the service `name`.
  init(_ name: String = "payment") throws {
    authority = try TestAuthority()
    let files = try authority.files(for: #require(TLSIdentity(kind: .service, name: name)))
    configuration = ServiceConfiguration(
      name: name, addresses: [.unix(path: authority.directory + "/s.sock")],
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath,
      authorityPath: authority.bundlePath, storePath: authority.directory + "/s.db",
      drainTimeMax: .seconds(10))
  }

  var logger: Logger { logger(.debug) }

  private func logger(_ level: Logger.Level) -> Logger {
    Logger(label: "test") { [lines] _ in
      JSONLogHandler(service: "payment", level: level) { lines.add($0) }
    }
  }

  /// Starts a service whose handlers `register` names.
  func start(
    _ configuration: ServiceConfiguration? = nil, permissions: PermissionTable = .suite,
    level: Logger.Level = .debug,
    _ register: @escaping @Sendable (inout RPCRouter, ServiceResources) -> Void = { _, _ in }
  ) async throws -> RunningService {
    let configuration = configuration ?? self.configuration
    let definition = ServiceDefinition(name: configuration.name, schema: Self.schema) { resources in
      resources.people.replace(with: Sample.snapshot(["p-1": .examiner]))
      var router = RPCRouter()
      register(&router, resources)
      return ServiceParts(router: router)
    }
    return try await RunningService.start(
      definition, configuration, logger: logger(level), permissions: permissions)
  }

  /// A client with a certificate for that identity.
  func client(_ kind: TLSIdentity.Kind, _ name: String) throws -> RPCClient {
    let identity = try #require(TLSIdentity(kind: kind, name: name))
    return client(try authority.context(.client, for: identity))
  }

  /// A client with that certificate.
  func client(_ context: TLSContext) -> RPCClient {
    RPCClient(
      target: configuration.addresses[0], tls: context, expecting: .any,
      eventLoop: MultiThreadedEventLoopGroup.singleton.next())
  }

  /// Runs `body` with a client and closes it.
  func withClient<Value>(
    _ kind: TLSIdentity.Kind, _ name: String, _ body: (RPCClient) async throws -> Value
  ) async throws -> Value {
    let client = try client(kind, name)
    do {
      let value = try await body(client)
      await client.close()
      return value
    } catch {
      await client.close()
      throw error
    }
  }
}

/// What was logged.
final class LoggedLines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ bytes: [UInt8]) {
    lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
  }

  var all: [String] { lines.withLock { $0 } }

  /// The lines with that message, as objects.
  func events(_ message: String) -> [[String: String]] {
    all.compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard object?["message"] as? String == message else { return nil }
      return object?.compactMapValues { $0 as? String }
    }
  }
}

extension RunningService {
  /// Ends everything in order.
  func end() async {
    await stopServing()
    await close()
  }
}

/// Runs `body` and gives the ``RPCError`` that it throws, or nothing.
func failure<Value>(of body: () async throws -> Value) async -> RPCError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? RPCError
  }
}
