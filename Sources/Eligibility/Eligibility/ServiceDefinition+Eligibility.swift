import Domain
import Messages
package import RPC
package import ServiceProcess

extension ServiceDefinition {
  /// The eligibility service: its tables, and its handlers over the open store.
  package static let eligibility = ServiceDefinition(
    name: "eligibility", schema: EligibilitySchema.schema
  ) { resources in
    let store = EligibilityStore(resources.store)
    return ServiceParts(router: RPCRouter.eligibility(store, drain: resources.drain))
  }
}

extension RPCRouter {
  /// The methods of the eligibility service over `store`.
  package static func eligibility(_ store: EligibilityStore, drain: DrainSignal) -> RPCRouter {
    var router = RPCRouter()
    router.register(EligibilityHandler(store: store, drain: drain))
    router.register(EligibilityAdministrationHandler(store: store) { Instant.now })
    return router
  }
}
