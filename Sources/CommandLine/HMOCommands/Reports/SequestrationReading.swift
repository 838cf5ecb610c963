import Domain
import Messages
import Protobuf
import RPC

/// Reads what a report of sequestration is made of, from payment and from the network.
struct SequestrationReading {
  let layout: SuiteLayout
  let from: Day?
  let to: Day?
  let otherRate: Int32?

  private var options: RPCCallOptions { RPCCallOptions(timeout: .seconds(60)) }

  /// Everything that the report needs.
  func facts() async throws -> SequestrationFacts {
    let groups = try await SuiteConnection.with("payment", layout) { client in
      try await self.groups(PaymentV1.ReportServiceClient(client: client))
    }
    let providers = try await SuiteConnection.with("network", layout) { client in
      try await self.providers(NetworkV1.NetworkAdministrationServiceClient(client: client))
    }
    return SequestrationFacts(
      groups: groups,
      providers: Dictionary(
        providers.map { ($0.provider?.npi ?? "", $0) }, uniquingKeysWith: { first, _ in first }),
      days: (from, to), otherRate: otherRate.map { BasisPoints($0) })
  }

  private func groups(
    _ service: PaymentV1.ReportServiceClient
  ) async throws -> [PaymentV1.SequestrationGroup] {
    try await Pages.all { token in
      let page = try await service.listSequestration(
        .with {
          $0.days = days
          $0.whatIfBasisPoints = otherRate
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: options)
      return (page.groups, page.nextPageToken)
    }
  }

  private func providers(
    _ service: NetworkV1.NetworkAdministrationServiceClient
  ) async throws -> [NetworkV1.ListedProvider] {
    try await Pages.all { token in
      let page = try await service.listProviders(
        .with {
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: options)
      return (page.providers, page.nextPageToken)
    }
  }

  /// The days of service, whose first one a span always names.
  private var days: TypeV1.DaySpan? {
    guard from != nil || to != nil else { return nil }
    return .with {
      $0.from = .with { $0.days = (from ?? .first).number }
      if let to { $0.to = .with { $0.days = to.number } }
    }
  }
}
