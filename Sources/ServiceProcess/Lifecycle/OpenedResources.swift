import Logging
import NIOCore
import NIOPosix
import Storage
import TLS

/// What is opened before a service can be made: certificate, store and event loop.
struct OpenedResources {
  let security: ProcessSecurity
  let store: Store
  let group: MultiThreadedEventLoopGroup
  let polling: BusyPolling
  let drain = DrainSignal()
  let people = PeopleRoster()
  let logger: Logger

  /// Checks the configuration and opens everything that can fail, the store last.
  init(
    _ definition: ServiceDefinition, _ configuration: ServiceConfiguration, logger: Logger
  ) throws(ServiceProcessError) {
    if let violation = configuration.firstViolation() {
      throw ServiceProcessError(.configuration, violation)
    }
    self.logger = logger
    security = try Self.security(configuration, logger)
    do throws(StorageError) {
      store = try Store.open(
        StoreConfiguration(path: configuration.storePath), schema: definition.schema)
    } catch {
      throw ServiceProcessError(.store, "\(error.message) (store \(configuration.storePath))")
    }
    polling = BusyPolling(timeMax: configuration.busyPollingTimeMax)
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1, metricsDelegate: polling)
  }

  private static func security(
    _ configuration: ServiceConfiguration, _ logger: Logger
  ) throws(ServiceProcessError) -> ProcessSecurity {
    let security: ProcessSecurity
    do throws(TLSError) {
      security = try ProcessSecurity(
        configuration.security(.server), denyListPath: configuration.denyListPath, logger: logger)
    } catch {
      throw ServiceProcessError(.identity, error.message)
    }
    let expected = TLSIdentity(kind: .service, name: configuration.name)
    guard let identity = security.server.certificate?.identity, identity == expected else {
      throw ServiceProcessError(
        .identity,
        "the certificate in \(configuration.certificatePath) does not speak for "
          + "service/\(configuration.name); issue one that does")
    }
    return security
  }

  /// Lets the service make its parts.
  func parts(
    of definition: ServiceDefinition, _ configuration: ServiceConfiguration
  ) async throws(ServiceProcessError) -> ServiceParts {
    do {
      return try await definition.make(
        ServiceResources(
          configuration: configuration, store: store, eventLoop: group.next(), drain: drain,
          people: people, security: security, logger: logger))
    } catch let error as ServiceProcessError {
      throw error
    } catch let error as StorageError {
      throw ServiceProcessError(.store, error.message)
    } catch let error as TLSError {
      throw ServiceProcessError(.identity, error.message)
    } catch {
      throw ServiceProcessError(
        .preparation, "the \(definition.name) service could not be prepared (\(type(of: error)))")
    }
  }

  /// Closes what was opened.
  func close() async {
    await store.close()
    try? await group.shutdownGracefully()
  }
}
