package import Logging
package import Messages
import Protobuf
package import RPC
package import ServiceProcess

/// The gateway put together: what it answers and what it does by itself.
package struct GatewayService: Sendable {
  private let claimHandler: ClaimHandler
  private let workQueueHandler: WorkQueueHandler
  private let administrationHandler: GatewayAdministrationHandler
  private let edges: ServiceEdges
  private let pump: ClaimPump
  private let feed: CoverageFeed
  private let review: CoverageReview
  private let peopleFeed: PeopleFeed
  private let holds: HoldReconciliation
  private let remittanceHandler: RemittanceHandler
  private let recorder: RunRecorder
  private let interchangeHandler: InterchangeHandler
  private let voids: VoidPump
  private let papers: PaperDesk
  private let clients: ServiceEdges.Clients
  private let metrics: GatewayMetrics

  /// Puts the gateway together over an open store.
  ///
  /// - Parameters:
  ///   - callTimeout: How long one call to a service may take before it is asked again.
  ///   - usage: Which interchanges are taken.
  ///   - people: Who may do what among people; filled with what authorization tells.
  ///   - machine: By which timelines are kept and all waiting is done.
  package init(
    store: ClaimStore, clients: ServiceEdges.Clients, clock: BusinessClock,
    callTimeout: Duration = .seconds(5), usage: AcceptedUsage = .any, people: PeopleRoster,
    machine: MachineClock = .system, log: Logger
  ) async throws {
    let claims = OpenClaims(clock: clock, machine: machine)
    let summaries = ClaimSummaries(store: store, claims: claims)
    let papers = PaperDesk(store: store, claims: claims, clock: clock, log: log)
    let codes = CodeBooks()
    try await codes.read(from: store)
    self.papers = papers
    self.clients = clients
    edges = ServiceEdges(clients, timeout: callTimeout, clock: machine) { edge, error in
      let code = (error as? RPCError).map { "\($0.code)" } ?? "\(type(of: error))"
      log.notice("a call will be repeated", metadata: ["edge": "\(edge)", "code": "\(code)"])
    }
    pump = ClaimPump(
      store: store, claims: claims,
      driver: ClaimDriver(
        store: store, edges: edges, clock: clock, log: log, codes: codes, papers: papers,
        urgency: { [claims] in claims.urgency }, machine: machine),
      log: log,
      lastAtStart: try await store.lastNumber())
    metrics = GatewayMetrics(
      pended: PendedGauge(machine: machine) { try await store.pendedCount() }, claims: claims,
      edges: edges)
    feed = CoverageFeed(store: store, claims: claims, log: log) { position, act in
      let changes = try await clients.eligibility.watchChanges(
        .with { $0.afterPosition = position })
      for try await response in changes {
        if let change = response.change { try await act(change) }
      }
    }
    review = CoverageReview(
      store: store, claims: claims, edges: edges, clock: clock, log: log, machine: machine)
    peopleFeed = PeopleFeed(people: people, log: log, machine: machine) { act in
      for try await response in try await clients.authorization.watchPeople(.init()) {
        try act(response)
      }
    }
    holds = HoldReconciliation(
      store: store, claims: claims, edges: edges, list: clients.holds, log: log)
    voids = VoidPump(
      store: store, claims: claims,
      driver: VoidDriver(
        store: store, claims: claims, edges: edges, log: log, machine: machine), log: log)
    interchangeHandler = InterchangeHandler(store: store, people: people)
    let runs = PaymentRuns(clients.runs)
    recorder = RunRecorder(store: store, runs: runs, log: log, machine: machine)
    remittanceHandler = RemittanceHandler(
      store: store, runs: runs, recorder: recorder, clock: clock)
    claimHandler = ClaimHandler(
      store: store, claims: claims,
      intake: ClaimIntake(store: store, claims: claims, clock: clock, machine: machine),
      summaries: summaries,
      papers: papers, usage: usage, people: people,
      replay: ClaimReplay(store: store, services: Evaluations(clients), codes: codes),
      whatIf: ClaimWhatIf(store: store, services: Evaluations(clients), codes: codes), log: log)
    workQueueHandler = WorkQueueHandler(
      store: store, claims: claims, clock: clock, summaries: summaries, people: people)
    administrationHandler = GatewayAdministrationHandler(
      store: store, claims: claims, clock: clock, codes: codes, papers: papers)
  }

  /// What the gateway counts beside what every process does.
  package func metricFamilies() async -> [StatusV1.MetricFamily] {
    await metrics.families()
  }

  /// Adds every service of the gateway to `router`.
  package func register(in router: inout RPCRouter) {
    router.register(claimHandler)
    router.register(workQueueHandler)
    router.register(administrationHandler)
    router.register(remittanceHandler)
    router.register(interchangeHandler)
  }

  /// Drives claims and follows the change feed until the surrounding task is cancelled, then ends the
  /// connections to the services.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await edges.run() }
      group.addTask { await pump.run() }
      group.addTask { await feed.run() }
      group.addTask { await review.run() }
      group.addTask { await peopleFeed.run() }
      group.addTask { await holds.run() }
      group.addTask { await recorder.run() }
      group.addTask { await voids.run() }
      group.addTask { await papers.run() }
      group.addTask { await metrics.pended.run() }
    }
    await clients.close()
  }
}
