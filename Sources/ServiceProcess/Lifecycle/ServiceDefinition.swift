package import Storage

/// What distinguishes one service from the others: all that its main has to say.
package struct ServiceDefinition: Sendable {
  /// The service, such as `payment`.
  package let name: String
  /// The tables of its store.
  package let schema: StoreSchema
  /// Makes the handlers and background work, once the store is open.
  package let make: @Sendable (ServiceResources) async throws -> ServiceParts

  /// Makes a definition.
  package init(
    name: String, schema: StoreSchema,
    make: @escaping @Sendable (ServiceResources) async throws -> ServiceParts
  ) {
    self.name = name
    self.schema = schema
    self.make = make
  }
}
