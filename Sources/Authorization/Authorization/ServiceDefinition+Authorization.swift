import Domain
import Messages
import RPC
package import ServiceProcess

extension ServiceDefinition {
  /// The authorization service: its tables and its handlers.
  package static let authorization = ServiceDefinition(
    name: "authorization", schema: AuthorizationSchema.schema
  ) { resources in
    let store = AuthorizationStore(resources.store)
    var router = RPCRouter()
    router.register(AuthorizationHandler(store: store, drain: resources.drain))
    router.register(AuthorizationAdministrationHandler(store: store) { Instant.now })
    return ServiceParts(router: router)
  }
}
