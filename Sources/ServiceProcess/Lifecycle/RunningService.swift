package import Logging
import Messages
import NIOCore
import NIOPosix
package import RPC
package import ServiceLifecycle
import Storage
import TLS

/// A service with its store open and its addresses listened on.
package final class RunningService: Sendable {
  /// What the calls came to.
  package var counters: CallCounters { observation.counters }
  /// What the process says about its health.
  package let health: HealthRegistry

  /// Its certificates.
  package let security: ProcessSecurity

  private let configuration: ServiceConfiguration
  private let observation: ProcessObservation
  private let drain: DrainSignal
  private let server: RPCServer
  private let store: Store
  private let trail: AuditTrail
  private let group: MultiThreadedEventLoopGroup
  private let logger: Logger

  /// Work besides answering calls, for the caller to run.
  package let background: [any Service]

  /// Where it listens, with the ports that the system chose.
  package var addresses: [RPCAddress] { server.addresses }

  private init(
    _ configuration: ServiceConfiguration, _ opened: OpenedResources, _ parts: ServiceParts,
    permissions: PermissionTable
  ) throws(ServiceProcessError) {
    let names = Self.serviceNames(parts.router)
    var router = parts.router
    let health = HealthRegistry(services: names)
    router.register(HealthService(health, drain: opened.drain))
    let trail = AuditTrail(opened.store, permissions, opened.logger.forAudit)
    let observation = ProcessObservation()
    router.register(
      StatusService(
        service: configuration.name, startedAt: observation.startedAt,
        metrics: observation.metrics, spans: observation.spans, audit: trail))
    router.register(ReflectionService(services: Self.serviceNames(router)))
    try Self.check(router, permissions)
    let audit = AuditLog(opened.logger.forAudit, permissions)
    let access = AccessControl(permissions, opened.people)
    let refused = RefusedConnections(opened.logger.forAudit)
    let security = opened.security
    let server = RPCServer(
      router: router, tls: security.server, group: opened.group, limits: .defaults,
      pathsServedUnderOverload: Self.pathsServedUnderOverload,
      admit: { head in
        security.refusal(of: head.peer).map { .refuse($0) } ?? access.admit(head)
      },
      observe: { record in
        observation.note(record)
        audit.note(record)
        trail.note(record)
      },
      observeConnection: { event in
        observation.connections.note(event)
        refused.note(event)
        trail.note(event)
      })
    observation.gather(server, opened.store, security, opened.polling, parts.metrics)
    security.onEnding { [weak server] isGraceful, drainTimeMax, isMeant in
      server?.closeConnections(gracefully: isGraceful ? drainTimeMax : nil, where: isMeant)
    }
    self.server = server
    self.security = security
    self.trail = trail
    self.configuration = configuration
    self.health = health
    self.observation = observation
    drain = opened.drain
    store = opened.store
    group = opened.group
    logger = opened.logger
    background =
      parts.background + [
        SecurityStage(security: security, clock: ContinuousClock()),
        LoopLagStage(
          eventLoop: opened.group.next(), lag: observation.lag, clock: ContinuousClock()),
        AuditStage(trail: trail, clock: ContinuousClock()),
      ]
  }

  /// Opens everything in order and serves, or leaves nothing open.
  ///
  /// - Throws: ``ServiceProcessError`` with a sentence for an operator.
  package static func start(
    _ definition: ServiceDefinition, _ configuration: ServiceConfiguration, logger: Logger,
    permissions: PermissionTable = .suite
  ) async throws(ServiceProcessError) -> RunningService {
    let opened = try OpenedResources(definition, configuration, logger: logger)
    do throws(ServiceProcessError) {
      await opened.polling.attach(to: opened.group.next())
      let parts = try await opened.parts(of: definition, configuration)
      let service = try RunningService(configuration, opened, parts, permissions: permissions)
      try await service.openTrail()
      try await service.listen()
      return service
    } catch {
      await opened.close()
      throw error
    }
  }

  /// Who asks how the process is doing hears it also from one with too much to do.
  private static let pathsServedUnderOverload: Set<String> = [
    HealthV1.Health.check.path, HealthV1.Health.watch.path, StatusV1.StatusService.getMetrics.path,
  ]

  private static func serviceNames(_ router: RPCRouter) -> [String] {
    Set(router.paths.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  private static func check(
    _ router: RPCRouter, _ permissions: PermissionTable
  ) throws(ServiceProcessError) {
    let missing = permissions.missing(router.paths)
    guard missing.isEmpty else {
      throw ServiceProcessError(
        .permissions,
        "these methods have no row in the table of permissions: "
          + missing.joined(separator: ", "))
    }
  }

  private func openTrail() async throws(ServiceProcessError) {
    do {
      try await trail.logEnd("Audit trail opened")
    } catch {
      throw ServiceProcessError(
        .store, "the audit trail of the store cannot be read; is it the store of this service?")
    }
  }

  private func listen() async throws(ServiceProcessError) {
    do {
      try await server.start(on: configuration.addresses)
    } catch let error as RPCError {
      throw ServiceProcessError(.address, error.message)
    } catch let error as IOError {
      throw ServiceProcessError(
        .address,
        "an address cannot be listened on (error \(error.errnoCode)); "
          + "is another server using it, and may this user use it?")
    } catch {
      throw ServiceProcessError(
        .address, "an address cannot be listened on; check its host name and port")
    }
    health.setAll(.serving)
  }

  /// Says that it serves no more, lets open calls finish, and ends the rest after the drain time.
  package func stopServing() async {
    health.setAll(.notServing)
    logger.info("Draining", metadata: ["drain.seconds": "\(configuration.drainTimeMax)"])
    drain.raise()
    await server.shutdown(drainTimeMax: configuration.drainTimeMax)
  }

  /// Writes what the audit trail still has to tell, closes the store and ends the event loop; after
  /// ``stopServing()`` and the background work.
  ///
  /// It does all of that also in a task that was cancelled, as the one is that calls it when the time
  /// for ending is over: a store begins nothing for a cancelled task, and the last records would be
  /// lost with it.
  package func close() async {
    await Task { await self.finish() }.value
  }

  private func finish() async {
    // Calls that were cut off now are recorded too; the connections are ending since the drain.
    await server.shutdown(drainTimeMax: .zero)
    await trail.write()
    try? await trail.logEnd("Audit trail closed")
    await store.close()
    try? await group.shutdownGracefully()
  }
}
