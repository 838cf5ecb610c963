import Domain
import Messages
import NIOCore
import RPC
package import ServiceProcess
import TLS

/// The gateway as a process runs it.
package enum GatewayDefinition {
  /// The definition for the services at the given addresses.
  package static func make(_ configuration: GatewayConfiguration) -> ServiceDefinition {
    ServiceDefinition(name: "gateway", schema: GatewaySchema.schema) { resources in
      let clients = try clients(configuration, resources)
      let store = ClaimStore(store: resources.store)
      let gateway = try await GatewayService(
        store: store, clients: clients,
        clock: try await clock(resources.configuration, store),
        callTimeout: configuration.callTimeout, usage: configuration.usage,
        people: resources.people, log: resources.logger)
      var router = RPCRouter()
      gateway.register(in: &router)
      return ServiceParts(
        router: router,
        background: [GatewayStage(gateway: gateway, eventLoop: resources.eventLoop)],
        metrics: [{ await gateway.metricFamilies() }])
    }
  }

  private static func clients(
    _ configuration: GatewayConfiguration, _ resources: ServiceResources
  ) throws -> ServiceEdges.Clients {
    let context = try resources.clientContext()
    func client(_ address: RPCAddress, _ name: String) throws -> RPCClient {
      guard let identity = TLSIdentity(kind: .service, name: name) else {
        throw ServiceProcessError(.preparation, "the identity of a service cannot be formed")
      }
      let client = RPCClient(
        target: address, tls: context, expecting: .exactly(identity),
        eventLoop: resources.eventLoop, retry: .declared(by: MessagesDescriptors.pool),
        observeConnection: resources.connectionLog(of: name))
      resources.endConnectionsWithCertificates(client)
      return client
    }
    return ServiceEdges.Clients(
      eligibility: try client(configuration.eligibility, "eligibility"),
      network: try client(configuration.network, "network"),
      authorization: try client(configuration.authorization, "authorization"),
      payment: try client(configuration.payment, "payment"))
  }

  /// A manual clock goes on where the store stopped.
  private static func clock(
    _ configuration: ServiceConfiguration, _ store: ClaimStore
  ) async throws -> BusinessClock {
    guard configuration.isBusinessClockManual else { return BusinessClock(.system { .now }) }
    return BusinessClock(.manual(try await store.lastAcceptedAt()))
  }
}
