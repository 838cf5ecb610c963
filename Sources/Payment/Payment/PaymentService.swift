import RPC
package import ServiceProcess

/// The payment service: its store, its handlers and its name.
package enum PaymentService {
  /// What distinguishes this service from the others.
  package static let definition = ServiceDefinition(
    name: "payment", schema: PaymentSchema.schema
  ) { resources in
    var router = RPCRouter()
    router.register(PaymentHandler(store: resources.store))
    router.register(PaymentAdministrationHandler(store: resources.store))
    return ServiceParts(router: router)
  }
}
