package import Messages
import Protobuf
import RPC

extension TestSuite {
  /// Every broken invariant of every store, as one line each; none means that all are sound.
  package func violations() async throws -> [String] {
    var found: [String] = []
    for service in SuiteService.allCases { found += try await violations(of: service) }
    return found
  }

  /// Every broken invariant of a service's store, as one line each.
  package func violations(of service: SuiteService) async throws -> [String] {
    let client = try client(service, as: .hmo)
    let found: [TypeV1.Violation?] =
      switch service {
      case .eligibility:
        try await EligibilityV1.EligibilityAdministrationServiceClient(client: client)
          .verifyStore(EligibilityV1.VerifyStoreRequest(), options: .patient)
          .reduce(into: []) { $0.append($1.violation) }
      case .network:
        try await NetworkV1.NetworkAdministrationServiceClient(client: client)
          .verifyStore(NetworkV1.VerifyStoreRequest(), options: .patient)
          .reduce(into: []) { $0.append($1.violation) }
      case .authorization:
        try await AuthorizationV1.AuthorizationAdministrationServiceClient(client: client)
          .verifyStore(AuthorizationV1.VerifyStoreRequest(), options: .patient)
          .reduce(into: []) { $0.append($1.violation) }
      case .payment:
        try await PaymentV1.PaymentAdministrationServiceClient(client: client)
          .verifyStore(PaymentV1.VerifyStoreRequest(), options: .patient)
          .reduce(into: []) { $0.append($1.violation) }
      case .gateway:
        try await ClaimV1.GatewayAdministrationServiceClient(client: client)
          .verifyStore(ClaimV1.VerifyStoreRequest(), options: .patient)
          .reduce(into: []) { $0.append($1.violation) }
      }
    return found.map { violation in
      "\(service): \(violation?.invariant ?? "") \(violation?.record ?? "") "
        + (violation?.finding ?? "")
    }
  }

  /// The holds that nobody has ended.
  package func openHolds() async throws -> [AuthorizationV1.OpenHold] {
    try await AuthorizationV1.AuthorizationAdministrationServiceClient(
      client: client(.authorization, as: .hmo)
    ).listHolds(.with { $0.pageSize = 1_000 }, options: .patient).holds
  }

  /// Every claim that the gateway holds, in the order in which they were accepted.
  package func allClaims() async throws -> [ClaimV1.ClaimSummary] {
    var claims: [ClaimV1.ClaimSummary] = []
    var token = ""
    repeat {
      let after = token
      let page = try await self.claims.listClaims(
        .with {
          $0.pageSize = 1_000
          $0.pageToken = after
        }, options: .patient)
      claims += page.claims
      token = page.nextPageToken
    } while !token.isEmpty
    return claims
  }
}
