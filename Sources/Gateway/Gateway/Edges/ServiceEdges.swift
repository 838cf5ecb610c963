package import Messages
import Protobuf
package import RPC

/// The edges from the gateway to the services.
package struct ServiceEdges: Sendable {
  typealias Coverage = BatchingEdge<EligibilityV1.CoverageQuestion, EligibilityV1.CoverageResult>
  typealias Contract = BatchingEdge<NetworkV1.ContractQuestion, NetworkV1.ContractResult>
  typealias Holding = BatchingEdge<AuthorizationV1.Hold, AuthorizationV1.HoldResult>
  typealias Settling = BatchingEdge<AuthorizationV1.Settlement, AuthorizationV1.SettlementResult>
  typealias Releasing = BatchingEdge<AuthorizationV1.Release, AuthorizationV1.ReleaseResult>
  typealias Adjudicating = BatchingEdge<PaymentV1.Adjudication, PaymentV1.AdjudicationResult>
  typealias Withdrawing = BatchingEdge<PaymentV1.Withdrawal, PaymentV1.WithdrawalResult>
  typealias Reversing = BatchingEdge<PaymentV1.Reversal, PaymentV1.ReversalResult>
  typealias Returning = BatchingEdge<AuthorizationV1.UnitReturn, AuthorizationV1.UnitReturnResult>

  let coverage: Coverage
  let contract: Contract
  let hold: Holding
  let settle: Settling
  let release: Releasing
  let adjudicate: Adjudicating
  let withdraw: Withdrawing
  let reverse: Reversing
  let returnUnits: Returning

  /// The clients that the edges call.
  package struct Clients: Sendable {
    package var eligibility: EligibilityV1.EligibilityServiceClient
    package var network: NetworkV1.NetworkServiceClient
    package var authorization: AuthorizationV1.AuthorizationServiceClient
    package var payment: PaymentV1.PaymentServiceClient
    /// Payment's runs and remittances.
    package var runs: PaymentV1.PaymentRunServiceClient
    private let holdLists: AuthorizationV1.AuthorizationAdministrationServiceClient
    private let all: [RPCClient]

    /// Makes the clients over one connection a service.
    package init(
      eligibility: RPCClient, network: RPCClient, authorization: RPCClient, payment: RPCClient
    ) {
      self.eligibility = EligibilityV1.EligibilityServiceClient(client: eligibility)
      self.network = NetworkV1.NetworkServiceClient(client: network)
      self.authorization = AuthorizationV1.AuthorizationServiceClient(client: authorization)
      self.payment = PaymentV1.PaymentServiceClient(client: payment)
      runs = PaymentV1.PaymentRunServiceClient(client: payment)
      holdLists = AuthorizationV1.AuthorizationAdministrationServiceClient(client: authorization)
      all = [eligibility, network, authorization, payment]
    }

    /// Lists one page of open holds behind a token.
    @Sendable func holds(_ pageToken: String) async throws -> AuthorizationV1.ListHoldsResponse {
      let options = RPCCallOptions(timeout: .seconds(10))
      return try await holdLists.listHolds(
        .with {
          $0.pageSize = 1_000
          $0.pageToken = pageToken
        }, options: options)
    }

    /// Ends every connection.
    package func close() async {
      for client in all { await client.close() }
    }
  }

  /// The most items in a batch.
  package static let itemsMax = 128
}

extension ServiceEdges {
  /// Makes the edges over clients.
  ///
  /// - Parameters:
  ///   - timeout: How long one call may take before it is asked again.
  ///   - traces: Gives the numbers of calls.
  ///   - clock: Measures calls and paces those that are made again.
  ///   - onTrouble: Told of each failed call, with the edge's name.
  package init(
    _ clients: Clients, timeout: Duration, traces: RPCTraceSource = RPCTraceSource(),
    clock: MachineClock = .system,
    onTrouble: @escaping @Sendable (String, any Error) -> Void
  ) {
    func edge<Item: Sendable, Answer: Sendable>(
      _ name: String,
      _ call: @escaping @Sendable ([Item], RPCCallOptions) async throws -> [Answer]
    ) -> BatchingEdge<Item, Answer> {
      BatchingEdge(
        name, itemsMax: ServiceEdges.itemsMax, traces: traces, clock: clock, onTrouble: onTrouble
      ) { items, trace in
        var options = RPCCallOptions(timeout: timeout)
        options.trace = trace
        return try await call(items, options)
      }
    }
    coverage = edge("coverage") { items, options in
      try await clients.eligibility.checkCoverage(.with { $0.questions = items }, options: options)
        .results
    }
    contract = edge("contract") { items, options in
      try await clients.network.resolveContract(.with { $0.questions = items }, options: options)
        .results
    }
    hold = edge("hold") { items, options in
      try await clients.authorization.holdUnits(.with { $0.holds = items }, options: options)
        .results
    }
    settle = edge("settle") { items, options in
      try await clients.authorization.settleHold(.with { $0.settlements = items }, options: options)
        .results
    }
    release = edge("release") { items, options in
      try await clients.authorization.releaseHold(.with { $0.releases = items }, options: options)
        .results
    }
    adjudicate = edge("adjudicate") { items, options in
      try await clients.payment.adjudicateClaim(
        .with { $0.adjudications = items }, options: options
      ).results
    }
    withdraw = edge("withdraw") { items, options in
      try await clients.payment.withdrawAdjudication(
        .with { $0.withdrawals = items }, options: options
      ).results
    }
    reverse = edge("reverse") { items, options in
      try await clients.payment.reverseClaim(.with { $0.reversals = items }, options: options)
        .results
    }
    returnUnits = edge("return") { items, options in
      try await clients.authorization.returnUnits(.with { $0.returns = items }, options: options)
        .results
    }
  }

  /// Sends batches on every edge until the surrounding task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await coverage.run() }
      group.addTask { await contract.run() }
      group.addTask { await hold.run() }
      group.addTask { await settle.run() }
      group.addTask { await release.run() }
      group.addTask { await adjudicate.run() }
      group.addTask { await withdraw.run() }
      group.addTask { await reverse.run() }
      group.addTask { await returnUnits.run() }
    }
  }

  /// How much each edge has carried, by the name of the step.
  var counts: [(step: String, counts: EdgeCounts)] {
    [
      (coverage.name, coverage.counts), (contract.name, contract.counts), (hold.name, hold.counts),
      (adjudicate.name, adjudicate.counts), (settle.name, settle.counts),
      (release.name, release.counts), (withdraw.name, withdraw.counts),
      (reverse.name, reverse.counts), (returnUnits.name, returnUnits.counts),
    ]
  }
}
