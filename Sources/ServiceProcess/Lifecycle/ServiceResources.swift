package import Logging
package import NIOCore
package import RPC
package import Storage
package import TLS

/// What a service is given to build its parts from.
package struct ServiceResources: Sendable {
  /// What the operator decided.
  package let configuration: ServiceConfiguration
  /// The open store; closed by the process, not by the service.
  package let store: Store
  /// The event loop on which handlers run; clients of other services belong on it too.
  package let eventLoop: any EventLoop
  /// Tells handlers that stream without an end to give way.
  package let drain: DrainSignal
  /// Who may do what among people; filled by those services that are told of people.
  package let people: PeopleRoster
  /// The certificates, for ``clientContext()``.
  let security: ProcessSecurity
  /// Where to log.
  package let logger: Logger

  /// Our certificate for connections to other services, renewed as its files are.
  ///
  /// - Throws: ``TLSError`` in words for an operator.
  package func clientContext() throws -> TLSContext {
    try security.clientContext(configuration.security(.client))
  }

  /// Logs why connections to another service fail, for the client that makes them.
  package func connectionLog(of service: String) -> RPCConnectionObserver {
    let connections = ServiceConnections(service, logger)
    return { connections.note($0) }
  }

  /// From now on the client's connections end when our certificate is renewed or the peer's is taken
  /// back, as those of the server do.
  package func endConnectionsWithCertificates(_ client: RPCClient) {
    security.onEnding { [weak client] isGraceful, drainTimeMax, isMeant in
      client?.closeConnections(gracefully: isGraceful ? drainTimeMax : nil, where: isMeant)
    }
  }
}
