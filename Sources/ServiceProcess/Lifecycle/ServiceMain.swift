import ArgumentParser
import Logging
import RPC
import ServiceLifecycle

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The main of every server.
///
/// A server that cannot start says why in one sentence on standard error and ends with status 1. A
/// signal makes it report NOT_SERVING, finish open calls for at most the drain time, end its background
/// work, close its store and end with status 0; a second signal ends it at once, and what the audit
/// trail had gathered within the last second is not written.
package enum ServiceMain {
  /// How long everything may take to end after a signal before it is cancelled: longer than 20 s of
  /// draining and a farewell of 3 s that no peer answers, and with the time to write the end of the
  /// audit trail less than the 30 s that supervisors wait.
  private static let endTimeMax = Duration.seconds(27)

  /// Runs the service until it is told to end.
  ///
  /// - Parameter permissions: Who may call what; the suite's table unless the service is not one of it.
  /// - Throws: `ExitCode` when the process is to end with another status than 0.
  package static func run(
    _ definition: ServiceDefinition, _ options: ServiceOptions,
    environment: [String: String], permissions: PermissionTable = .suite
  ) async throws {
    protectProcess()
    let signals = ProcessSignals()
    do throws(ServiceProcessError) {
      let configuration = try options.configuration(of: definition.name, environment: environment)
      let logger = logger(configuration)
      logger.info("Configuration in effect", metadata: configuration.loggable)
      let service = try await RunningService.start(
        definition, configuration, logger: logger, permissions: permissions)
      logger.info("Serving", metadata: ["addresses": list(service)])
      try await serve(service, signals, logger)
      logger.info("Ended")
    } catch {
      let sentence = "\(definition.name)-server: \(error.message)\n"
      StandardError.write(Array(sentence.utf8))
      throw ExitCode.failure
    }
  }

  private static func serve(
    _ service: RunningService, _ signals: ProcessSignals, _ logger: Logger
  ) async throws(ServiceProcessError) {
    // The group ends its services in reverse order: calls, background work, store.
    let services: [any Service] =
      [StoreStage(service: service)] + service.background + [ServingStage(service: service)]
    var configuration = ServiceGroupConfiguration(
      services: services.map {
        .init(
          service: $0, successTerminationBehavior: .cancelGroup,
          failureTerminationBehavior: .gracefullyShutdownGroup)
      }, logger: logger)
    configuration.maximumGracefulShutdownDuration = endTimeMax
    let group = ServiceGroup(configuration: configuration)
    do {
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        tasks.addTask {
          for await _ in signals.requests { await group.triggerGracefulShutdown() }
        }
        tasks.addTask {
          for await _ in signals.reloads { service.security.check() }
        }
        try await tasks.next()
        tasks.cancelAll()
      }
    } catch {
      throw ServiceProcessError(
        .preparation, "a part of the service ended by itself (\(type(of: error))); see the log")
    }
  }

  private static func logger(_ configuration: ServiceConfiguration) -> Logger {
    var logger = Logger(label: configuration.name) { _ in
      JSONLogHandler(service: configuration.name, level: configuration.logLevel)
    }
    logger.logLevel = configuration.logLevel
    return logger
  }

  private static func list(_ service: RunningService) -> Logger.MetadataValue {
    .array(service.addresses.map { .string($0.description) })
  }

  /// Files that the process makes are its user's alone, and no dump of its memory is written.
  private static func protectProcess() {
    umask(0o077)
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Darwin)
      setrlimit(RLIMIT_CORE, &none)
    #else
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    #endif
  }
}
