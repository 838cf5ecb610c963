import Messages
import RPC
package import ServiceProcess

extension ServiceDefinition {
  /// The payment service: its name, its tables and its handlers.
  package static let payment = ServiceDefinition(
    name: "payment", schema: PaymentSchema.schema
  ) { resources in
    try await SequestrationEntries.late.enter(into: resources.store)
    try await SequestrationLineEntries.late.enter(into: resources.store)
    var router = RPCRouter()
    router.register(PaymentHandler(store: resources.store))
    router.register(PaymentRunHandler(store: resources.store))
    router.register(PaymentAdministrationHandler(store: resources.store))
    router.register(CapitationHandler(store: resources.store))
    router.register(RecoupmentHandler(store: resources.store))
    router.register(ReportHandler(store: resources.store))
    return ServiceParts(router: router)
  }
}
