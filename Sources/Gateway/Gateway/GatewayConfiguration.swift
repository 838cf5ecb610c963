package import RPC

/// Where the gateway finds the services that it calls, and how long it waits for one call.
package struct GatewayConfiguration: Sendable, Hashable {
  /// The eligibility service.
  package var eligibility: RPCAddress
  /// The network service.
  package var network: RPCAddress
  /// The authorization service.
  package var authorization: RPCAddress
  /// The payment service.
  package var payment: RPCAddress
  /// How long one call to a service may take before it is asked again. Default 5 s.
  package var callTimeout: Duration
  /// Which interchanges are taken. Default both.
  package var usage: AcceptedUsage

  /// Makes a configuration.
  package init(
    eligibility: RPCAddress, network: RPCAddress, authorization: RPCAddress, payment: RPCAddress,
    callTimeout: Duration = .seconds(5), usage: AcceptedUsage = .any
  ) {
    self.eligibility = eligibility
    self.network = network
    self.authorization = authorization
    self.payment = payment
    self.callTimeout = callTimeout
    self.usage = usage
  }
}
