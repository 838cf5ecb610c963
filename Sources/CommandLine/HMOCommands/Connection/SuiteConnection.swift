import Foundation
import Messages
import NIOPosix
import RPC
import TLS

/// Connections from this command to the services of a suite, under one identity.
final class SuiteConnection: Sendable {
  private let layout: SuiteLayout
  private let context: TLSContext

  /// Prepares to connect with the certificate of `identity`.
  init(_ layout: SuiteLayout, identity: String = "client-hmo") throws {
    self.layout = layout
    do throws(TLSError) {
      context = try TLSContext(
        TLSConfiguration(
          role: .client, certificateChainPath: layout.certificate(identity),
          privateKeyPath: layout.key(identity), authorityBundlePath: layout.authority),
        denyList: try Self.denyList(layout))
    } catch {
      throw CommandFailure(
        "the certificate of this command cannot be used: \(error.message). Try: hmo certs")
    }
  }

  /// The suite's deny-list; one that is there and cannot be read lets this command call nobody.
  private static func denyList(_ layout: SuiteLayout) throws(TLSError) -> TLSDenyList {
    guard FileManager.default.fileExists(atPath: layout.denyList) else { return TLSDenyList() }
    return TLSDenyList(try DenyListFile(path: layout.denyList).read())
  }

  /// A client of a service of the suite on this machine.
  func client(_ service: String, at address: RPCAddress? = nil) throws -> RPCClient {
    guard let identity = TLSIdentity(uri: "spiffe://hmo.internal/service/\(service)") else {
      throw CommandFailure("there is no service named \(service)")
    }
    return RPCClient(
      target: address ?? .unix(path: layout.socket(service)), tls: context,
      expecting: .exactly(identity), eventLoop: MultiThreadedEventLoopGroup.singleton.next(),
      retry: .declared(by: MessagesDescriptors.pool))
  }

  /// Runs `body` with a client of `service` and closes the connection behind it.
  static func with<Value>(
    _ service: String, _ layout: SuiteLayout, identity: String = "client-hmo",
    _ body: (RPCClient) async throws -> Value
  ) async throws -> Value {
    let client = try SuiteConnection(layout, identity: identity).client(service)
    do {
      let value = try await body(client)
      await client.close()
      return value
    } catch {
      await client.close()
      guard let error = error as? RPCError else { throw error }
      throw CommandFailure(error, calling: "the \(service) service")
    }
  }
}
