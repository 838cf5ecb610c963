import NIOPosix
import Protobuf
import RPC
import TLS
import TestKit
import TestMessages

/// What a server under load must refuse as it does at rest.
struct Refusals {
  let scene: BenchmarkScene
  let server: RunningServer

  /// Asks without a certificate, for a method that there is not, and without the role.
  ///
  /// - Throws: ``BenchmarkError`` when one of them is answered.
  func check() async throws {
    let load = H2Load(scene: scene, server: server, load: ServerLoad(connections: 1, streams: 1))
    let answered = try await load.answeredWithoutCertificate()
    guard answered == 0 else { throw BenchmarkError("a caller without a certificate was answered") }
    try await expect(.unimplemented, of: "Unknown", caller: .service, "gateway")
    try await expect(.permissionDenied, of: "Echo", caller: .client, "stranger")
  }

  private func expect(
    _ code: RPCStatusCode, of method: String, caller: TLSIdentity.Kind, _ name: String
  ) async throws {
    let context = try scene.authority.context(.client, for: BenchmarkScene.identity(caller, name))
    let client = RPCClient(
      target: .tcp(host: "127.0.0.1", port: server.port), tls: context,
      expecting: .exactly(try BenchmarkScene.identity(.service, "echo")),
      eventLoop: MultiThreadedEventLoopGroup.singleton.next())
    let called = RPCMethod<TestingV1.EchoRequest, TestingV1.EchoResponse>(
      service: TestingV1.EchoService.serviceName, name: method, kind: .unary)
    var refusal: RPCStatusCode?
    do {
      _ = try await client.unary(called, BenchmarkScene.request)
    } catch let error as RPCError {
      refusal = error.code
    }
    await client.close()
    guard refusal == code else {
      throw BenchmarkError(
        "\(name) calling \(method) was not refused as it should be: \(refusal.map { "\($0)" } ?? "answered")"
      )
    }
  }
}
