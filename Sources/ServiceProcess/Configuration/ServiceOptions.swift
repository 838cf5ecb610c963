package import ArgumentParser
import Logging
import RPC

/// The options that every server has; an option that is not given is taken from the environment.
package struct ServiceOptions: ParsableArguments {
  @Option(
    name: .customLong("listen"),
    help: "An address: host:port or unix:/path; may be given again (HMO_LISTEN, with commas).")
  package var addresses: [AddressArgument] = []

  @Option(help: "Our certificate, PEM (HMO_CERTIFICATE).")
  package var certificate: String?

  @Option(help: "Its private key, PEM, mode 0600 (HMO_KEY).")
  package var key: String?

  @Option(help: "The authorities whose certificates we accept, PEM (HMO_AUTHORITY).")
  package var authority: String?

  @Option(help: "Serial numbers of certificates taken back, one a line (HMO_DENY_LIST).")
  package var denyList: String?

  @Option(help: "The file of the store, made on first use (HMO_STORE).")
  package var store: String?

  @Option(help: "trace, debug, info, notice, warning, error or critical (HMO_LOG_LEVEL).")
  package var logLevel: String?

  @Option(
    help: "How long open calls may take to finish after a signal, 0 to 20 (HMO_DRAIN_SECONDS).")
  package var drainSeconds: Int?

  @Option(
    help: """
      How long the event loop waits awake for work that is likely to come soon, 0 to 1000 \
      (HMO_BUSY_POLLING_MICROSECONDS).
      """)
  package var busyPollingMicroseconds: Int?

  @Option(help: "system, or manual with a test authority; the gateway alone (HMO_BUSINESS_CLOCK).")
  package var businessClock: String?

  /// Made by the parser.
  package init() {}

  /// The configuration of the service `name`: options first, then the environment, then defaults.
  ///
  /// - Throws: ``ServiceProcessError`` when a value cannot be read; what the values mean is checked by
  ///   ``ServiceConfiguration/firstViolation()``.
  package func configuration(
    of name: String, environment: [String: String]
  ) throws(ServiceProcessError) -> ServiceConfiguration {
    ServiceConfiguration(
      name: name, addresses: try listen(environment),
      certificatePath: certificate ?? environment["HMO_CERTIFICATE"] ?? "",
      privateKeyPath: key ?? environment["HMO_KEY"] ?? "",
      authorityPath: authority ?? environment["HMO_AUTHORITY"] ?? "",
      denyListPath: denyList ?? environment["HMO_DENY_LIST"],
      storePath: store ?? environment["HMO_STORE"] ?? "",
      logLevel: try level(environment), drainTimeMax: try drainTime(environment),
      busyPollingTimeMax: try busyPollingTime(environment),
      isBusinessClockManual: try isClockManual(environment))
  }

  private func listen(_ environment: [String: String]) throws(ServiceProcessError) -> [RPCAddress] {
    guard addresses.isEmpty, let list = environment["HMO_LISTEN"] else {
      return addresses.map(\.address)
    }
    var read: [RPCAddress] = []
    for text in list.split(separator: ",") {
      guard let argument = AddressArgument(argument: String(text)) else {
        throw ServiceProcessError(
          .configuration, "HMO_LISTEN is a list of host:port or unix:/path with commas between")
      }
      read.append(argument.address)
    }
    return read
  }

  private func level(_ environment: [String: String]) throws(ServiceProcessError) -> Logger.Level {
    guard let text = logLevel ?? environment["HMO_LOG_LEVEL"] else { return .info }
    guard let level = Logger.Level(rawValue: text) else {
      throw ServiceProcessError(
        .configuration,
        "the log level is trace, debug, info, notice, warning, error or critical; "
          + "correct --log-level or HMO_LOG_LEVEL")
    }
    return level
  }

  private func drainTime(_ environment: [String: String]) throws(ServiceProcessError) -> Duration {
    if let drainSeconds { return .seconds(min(max(drainSeconds, -1), 3_600)) }
    guard let text = environment["HMO_DRAIN_SECONDS"] else {
      return ServiceConfiguration.drainTimeLimit
    }
    guard let seconds = UInt16(text) else {
      throw ServiceProcessError(
        .configuration, "HMO_DRAIN_SECONDS is a whole number from 0 to 20")
    }
    return .seconds(Int(seconds))
  }

  private func busyPollingTime(
    _ environment: [String: String]
  ) throws(ServiceProcessError) -> Duration {
    if let busyPollingMicroseconds {
      return .microseconds(min(max(busyPollingMicroseconds, -1), 1_000_000))
    }
    guard let text = environment["HMO_BUSY_POLLING_MICROSECONDS"] else {
      return ServiceConfiguration.busyPollingTime
    }
    guard let microseconds = UInt16(text) else {
      throw ServiceProcessError(
        .configuration, "HMO_BUSY_POLLING_MICROSECONDS is a whole number from 0 to 1000")
    }
    return .microseconds(Int(microseconds))
  }

  private func isClockManual(_ environment: [String: String]) throws(ServiceProcessError) -> Bool {
    switch businessClock ?? environment["HMO_BUSINESS_CLOCK"] ?? "system" {
    case "system": return false
    case "manual": return true
    default:
      throw ServiceProcessError(
        .configuration,
        "the business clock is system or manual; correct --business-clock or HMO_BUSINESS_CLOCK")
    }
  }
}
