import TLS

/// What a client is made with, apart from its loop and its sockets.
package struct ClientSettings: Sendable {
  /// The addresses, at least one, at most ``AddressSet/addressesMax``.
  package var targets: [RPCTarget]
  /// How several addresses are used.
  package var balancing: RPCBalancing
  /// Every bound.
  package var limits: RPCLimits
  /// How long to wait before connecting again.
  package var backoff: RPCBackoff
  /// Which failed calls are made again; nil for none.
  package var retry: RPCRetryPolicy?
  /// The source of jitter.
  package var random: @Sendable () -> UInt64

  /// The wall clock, in seconds since 1970-01-01 UTC, by which certificates of servers end; nil when
  /// it cannot be read, which counts against them.
  package var wallClockSeconds: @Sendable () -> Int64? = TLSClock.system.nowSeconds

  /// Told of connections as they come and go.
  package var observeConnection: RPCConnectionObserver = { _ in }

  /// Settings of a client, on the machine's wall clock.
  package init(
    targets: [RPCTarget], balancing: RPCBalancing, limits: RPCLimits, backoff: RPCBackoff,
    retry: RPCRetryPolicy?, random: @escaping @Sendable () -> UInt64
  ) {
    self.targets = targets
    self.balancing = balancing
    self.limits = limits
    self.backoff = backoff
    self.retry = retry
    self.random = random
  }
}
