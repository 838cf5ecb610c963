package import Messages
import NIOPosix
package import RPC
import Synchronization
package import TLS

extension TestSuite {
  /// The gateway's TCP port.
  package var port: Int {
    get throws {
      guard let port = state.withLock({ $0.port }) else {
        throw TestSuiteError("the gateway was never started")
      }
      return port
    }
  }

  /// The certificate of an identity, made on first use.
  package func certificate(of identity: TLSIdentity) throws -> TestCertificateFiles {
    try state.withLock { state in
      if let files = state.certificates[identity] { return files }
      let files = try authority.files(for: identity)
      state.certificates[identity] = files
      return files
    }
  }

  /// The client of a service under an identity; one connection for all who ask for the same.
  package func client(
    _ service: SuiteService, as identity: TLSIdentity, overTCP isOverTCP: Bool = false
  ) throws -> RPCClient {
    let key = ClientKey(service: service, identity: identity, isOverTCP: isOverTCP)
    if let client = state.withLock({ $0.clients[key] }) { return client }
    let client = try newClient(service, as: identity, overTCP: isOverTCP)
    return state.withLock { state in
      if let earlier = state.clients[key] { return earlier }
      state.clients[key] = client
      return client
    }
  }

  /// A client of a service with a connection of its own.
  package func newClient(
    _ service: SuiteService, as identity: TLSIdentity, overTCP isOverTCP: Bool = false,
    retry: RPCRetryPolicy? = TestSuite.retry
  ) throws -> RPCClient {
    try client(service, tls: context(of: identity), overTCP: isOverTCP, retry: retry)
  }

  /// A client of a service with any certificate, also one that must be refused.
  package func client(
    _ service: SuiteService, tls: TLSContext, overTCP isOverTCP: Bool = false,
    retry: RPCRetryPolicy? = TestSuite.retry
  ) throws -> RPCClient {
    let target: RPCTarget =
      isOverTCP ? .tcp(host: "127.0.0.1", port: try port) : .unix(path: socket(service))
    return RPCClient(
      target: target, tls: tls, expecting: .exactly(try service.identity),
      eventLoop: TestSuite.loops.next(), backoff: TestSuite.backoff,
      retry: retry)
  }

  /// Calls that the interface declares safe are made again, as the suite's own programs do.
  package static let retry = RPCRetryPolicy.declared(by: MessagesDescriptors.pool)

  /// The gateway's claims, as the program `hmo` sees them.
  package var claims: ClaimV1.ClaimServiceClient {
    get throws { ClaimV1.ClaimServiceClient(client: try client(.gateway, as: .hmo)) }
  }

  /// The work queue, as the program `hmo` sees it.
  package var workQueue: ClaimV1.WorkQueueServiceClient {
    get throws { ClaimV1.WorkQueueServiceClient(client: try client(.gateway, as: .hmo)) }
  }

  /// The gateway's state, as the program `hmo` sees it.
  package func gatewayStatus() async throws -> ClaimV1.GetGatewayStatusResponse {
    try await ClaimV1.GatewayAdministrationServiceClient(client: client(.gateway, as: .hmo))
      .getGatewayStatus(ClaimV1.GetGatewayStatusRequest(), options: .patient)
  }

  /// Has the certificates of all callers read again, for connections made from now on.
  package func reloadClients() throws {
    for context in state.withLock({ Array($0.contexts.values) }) { try context.reload() }
  }

  private func context(of identity: TLSIdentity) throws -> TLSContext {
    let files = try certificate(of: identity)
    return try state.withLock { state in
      if let context = state.contexts[identity] { return context }
      let context = try TLSContext(authority.configuration(.client, files: files))
      state.contexts[identity] = context
      return context
    }
  }

  /// Short, so that a service that is back is found at once.
  private static let backoff = RPCBackoff(
    delayFirst: .milliseconds(10), delayMax: .milliseconds(50), growthPercent: 50,
    jitterPercent: 20)
}

extension RPCCallOptions {
  /// Waits out a service that is restarting, for as long as a test waits for anything.
  package static var patient: RPCCallOptions {
    RPCCallOptions(timeout: eventuallyTimeMax, isWaitForReady: true)
  }

  /// Fails soon when nobody answers.
  package static var impatient: RPCCallOptions { RPCCallOptions(timeout: .seconds(20)) }
}
