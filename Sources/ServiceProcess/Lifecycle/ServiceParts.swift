package import RPC
package import ServiceLifecycle

/// What a service is made of.
package struct ServiceParts: Sendable {
  /// Its handlers; health and reflection are added.
  package var router: RPCRouter
  /// Work besides answering calls. It starts before the first call is taken and is told to end after
  /// the last one; the store is closed when it has ended. It must not end by itself.
  package var background: [any Service]
  /// What the service counts beside what every process does.
  package var metrics: [MetricSource]

  /// Names the parts.
  package init(
    router: RPCRouter, background: [any Service] = [], metrics: [MetricSource] = []
  ) {
    self.router = router
    self.background = background
    self.metrics = metrics
  }
}
