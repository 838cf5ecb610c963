/// What a test may choose about its suite.
package struct TestSuiteOptions: Sendable, Hashable {
  /// How long the gateway waits for one call to a service before it asks again.
  package var callTimeout: Duration
  /// Whether `SetBusinessTime` sets the gateway's clock.
  package var isBusinessClockManual: Bool

  /// A call may take 5 s; the clock is the machine's.
  package static let defaults = TestSuiteOptions(
    callTimeout: .seconds(5), isBusinessClockManual: false)

  /// Makes options.
  package init(callTimeout: Duration, isBusinessClockManual: Bool = false) {
    self.callTimeout = callTimeout
    self.isBusinessClockManual = isBusinessClockManual
  }
}
