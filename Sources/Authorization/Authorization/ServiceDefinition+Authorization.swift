import Domain
import Messages
import RPC
package import ServiceProcess
import Storage

extension ServiceDefinition {
  /// The authorization service: its tables and its handlers.
  package static let authorization = ServiceDefinition(
    name: "authorization", schema: AuthorizationSchema.schema
  ) { resources in
    let store = AuthorizationStore(resources.store)
    let people = resources.people
    people.replace(
      with: try await resources.store.read { reader in try PeopleRows.snapshot(in: reader) })
    var router = RPCRouter()
    router.register(AuthorizationHandler(store: store, drain: resources.drain, people: people))
    router.register(
      AuthorizationAdministrationHandler(store: store, people: people) { Instant.now })
    return ServiceParts(router: router)
  }
}
