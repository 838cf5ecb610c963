import Domain
import Messages
package import RPC
package import ServiceProcess

extension ServiceDefinition {
  /// The network service: its tables, and its handlers over the open store.
  package static let network = ServiceDefinition(
    name: "network", schema: NetworkSchema.schema
  ) { resources in
    let store = NetworkStore(resources.store)
    return ServiceParts(router: RPCRouter.network(store, drain: resources.drain))
  }
}

extension RPCRouter {
  /// The methods of the network service over `store`.
  package static func network(_ store: NetworkStore, drain: DrainSignal) -> RPCRouter {
    var router = RPCRouter()
    router.register(NetworkHandler(store: store, drain: drain))
    router.register(NetworkAdministrationHandler(store: store) { Instant.now })
    return router
  }
}
