package import Logging
package import RPC
package import TLS

/// Everything that an operator decides about one process.
package struct ServiceConfiguration: Sendable, Hashable {
  /// The service, such as `payment`; its certificate must say `service/<name>`.
  package var name: String
  /// Where it listens.
  package var addresses: [RPCAddress]
  /// Our certificate in PEM.
  package var certificatePath: String
  /// Its private key in PEM, mode 0600.
  package var privateKeyPath: String
  /// The authorities whose certificates we accept, in PEM.
  package var authorityPath: String
  /// The serial numbers of certificates that were taken back, one a line; nobody is denied when
  /// absent.
  package var denyListPath: String?
  /// The file of the store.
  package var storePath: String
  /// Which events are logged.
  package var logLevel: Logger.Level
  /// How long open calls may take to finish after a signal.
  package var drainTimeMax: Duration
  /// How long the event loop waits awake for work that is likely to come soon; see ``BusyPolling``.
  package var busyPollingTimeMax: Duration
  /// Whether `SetBusinessTime` sets the clock by which claims are decided; the gateway alone.
  package var isBusinessClockManual: Bool

  /// The longest ``drainTimeMax``: 20 s, so that a supervisor that waits 30 s never kills.
  package static let drainTimeLimit = Duration.seconds(20)

  /// The longest ``busyPollingTimeMax``: 1 ms, by which a timer may be late.
  package static let busyPollingTimeLimit = Duration.milliseconds(1)

  /// How long the event loop waits awake unless told otherwise: 100 µs.
  package static let busyPollingTime = Duration.microseconds(100)

  /// Makes a configuration.
  package init(
    name: String, addresses: [RPCAddress], certificatePath: String, privateKeyPath: String,
    authorityPath: String, denyListPath: String? = nil, storePath: String,
    logLevel: Logger.Level = .info,
    drainTimeMax: Duration = ServiceConfiguration.drainTimeLimit,
    busyPollingTimeMax: Duration = ServiceConfiguration.busyPollingTime,
    isBusinessClockManual: Bool = false
  ) {
    self.name = name
    self.addresses = addresses
    self.certificatePath = certificatePath
    self.privateKeyPath = privateKeyPath
    self.authorityPath = authorityPath
    self.denyListPath = denyListPath
    self.storePath = storePath
    self.logLevel = logLevel
    self.drainTimeMax = drainTimeMax
    self.busyPollingTimeMax = busyPollingTimeMax
    self.isBusinessClockManual = isBusinessClockManual
  }
}

extension ServiceConfiguration {
  /// The first thing that is wrong, in words that say what to do, or nothing.
  package func firstViolation() -> String? {
    if addresses.isEmpty { return "no address to listen on; give --listen or HMO_LISTEN" }
    if addresses.count > 16 { return "more than 16 addresses to listen on; give fewer --listen" }
    if Set(addresses).count < addresses.count { return "an address to listen on is given twice" }
    if let violation = addresses.lazy.compactMap(Self.violation).first { return violation }
    let paths = [
      ("certificate", certificatePath), ("key", privateKeyPath), ("authority", authorityPath),
      ("store", storePath),
    ]
    for (option, path) in paths where path.isEmpty || path.utf8.contains(0) {
      return "no usable path of the \(option); give --\(option) or HMO_\(option.uppercased())"
    }
    if let denyListPath, denyListPath.isEmpty || denyListPath.utf8.contains(0) {
      return "no usable path of the deny-list; correct --deny-list or HMO_DENY_LIST"
    }
    if drainTimeMax < .zero || drainTimeMax > Self.drainTimeLimit {
      return "the time for draining is 0 to 20 seconds; correct --drain-seconds"
    }
    if busyPollingTimeMax < .zero || busyPollingTimeMax > Self.busyPollingTimeLimit {
      return "the time for busy polling is 0 to 1000 microseconds; correct "
        + "--busy-polling-microseconds"
    }
    if isBusinessClockManual, name != "gateway" {
      return "only the gateway has a business clock; leave out --business-clock"
    }
    return nil
  }

  private static func violation(_ address: RPCAddress) -> String? {
    switch address {
    case .tcp(let host, let port):
      host.isEmpty || !(0...65_535).contains(port)
        ? "an address is host:port with a port from 0 to 65535" : nil
    case .unix(let path):
      path.utf8.count > RPCAddress.unixPathBytesMax
        ? "the path of a Unix socket has \(path.utf8.count) bytes, and the system takes at most "
          + "\(RPCAddress.unixPathBytesMax); use a shorter folder" : nil
    }
  }

  /// The TLS files for one side of a connection.
  package func security(_ role: TLSConfiguration.Role) -> TLSConfiguration {
    TLSConfiguration(
      role: role, certificateChainPath: certificatePath, privateKeyPath: privateKeyPath,
      authorityBundlePath: authorityPath)
  }

  /// The effective values for the log; a key is named by its path and never shown.
  package var loggable: Logger.Metadata {
    [
      "listen": .array(addresses.map { .string($0.description) }),
      "certificate": .string(certificatePath), "key": .string(privateKeyPath),
      "authority": .string(authorityPath), "deny.list": .string(denyListPath ?? "none"),
      "store": .string(storePath),
      "log.level": .string(logLevel.rawValue),
      "drain.seconds": "\(drainTimeMax.components.seconds)",
      "busy.polling.microseconds":
        "\(busyPollingTimeMax.components.attoseconds / 1_000_000_000_000)",
      "business.clock": isBusinessClockManual ? "manual" : "system",
    ]
  }
}
