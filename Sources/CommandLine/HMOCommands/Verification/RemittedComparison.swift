import Messages
import Protobuf
import RPC

/// Compares what payment's remittances say of each claim with what the gateway says of it.
///
/// Payment is read first: what is decided meanwhile is then known to the gateway, too. A claim of which
/// a version is in no remittance yet is compared once all are. Payment knows all versions of a claim by
/// the number of the original, the gateway each by its own: the one that stands is compared.
struct RemittedComparison {
  /// The most claims whose sums are kept at a time, some 100 bytes each.
  static let claimsMax = 5_000_000

  private static let options = RPCCallOptions(timeout: .seconds(60))

  /// How many claims were compared.
  private(set) var compared = 0
  /// The claims that were decided behind other payers, by their numbers with the gateway.
  private(set) var coordinated: [String] = []
  private var sums: [String: DecidedSums] = [:]

  /// Reads every remittance of payment.
  mutating func read(payment client: RPCClient) async throws {
    let service = PaymentV1.PaymentRunServiceClient(client: client)
    for run in try await runs(service) {
      for remittance in try await remittances(of: run, service) {
        try await read(remittance, service)
      }
    }
  }

  /// Reads every claim of the gateway and gives what differs.
  mutating func differences(
    gateway client: RPCClient
  ) async throws -> [VerificationReport.Violation] {
    let service = ClaimV1.ClaimServiceClient(client: client)
    var found: [VerificationReport.Violation] = []
    var token = ""
    repeat {
      let after = token
      let page = try await service.listClaims(
        .with {
          $0.pageSize = Pages.size
          $0.pageToken = after
        }, options: Self.options)
      found += page.claims.compactMap { difference($0) }
      token = try Self.next(page.nextPageToken, after: after)
    } while !token.isEmpty
    let unknown = sums.keys.sorted().map {
      VerificationReport.Violation(
        invariant: "SUITE-CLAIM", record: $0, finding: "the gateway does not know the claim")
    }
    return found + unknown
  }

  /// Takes a decision that a remittance lists.
  mutating func add(_ decision: PaymentV1.ClaimDecision) {
    sums[decision.claimID, default: DecidedSums()].add(decision)
  }

  /// What differs between the remittances and the gateway's claim; nothing for a claim that is not
  /// decided or does not stand any more.
  mutating func difference(
    _ claim: ClaimV1.ClaimSummary
  ) -> VerificationReport.Violation? {
    guard claim.standingClaimID.isEmpty, claim.paid != nil,
      let sums = sums.removeValue(
        forKey: claim.originalClaimID.isEmpty ? claim.claimID : claim.originalClaimID)
    else { return nil }
    if sums.isComparable(with: claim) { compared += 1 }
    if sums.isCoordinated { coordinated.append(claim.claimID) }
    return sums.difference(from: claim).map {
      VerificationReport.Violation(
        invariant: "SUITE-PAID", record: claim.claimID, finding: $0)
    }
  }

  private mutating func read(
    _ remittance: String, _ service: PaymentV1.PaymentRunServiceClient
  ) async throws {
    var token = ""
    repeat {
      let after = token
      let page = try await service.listRemittedClaims(
        .with {
          $0.remittanceID = remittance
          $0.pageSize = Pages.size
          $0.pageToken = after
        }, options: Self.options)
      for decision in page.claims.compactMap(\.decision) { add(decision) }
      guard sums.count <= Self.claimsMax else {
        throw CommandFailure(
          "remittances list more than \(Self.claimsMax) claims, which are not compared in one go")
      }
      token = try Self.next(page.nextPageToken, after: after)
    } while !token.isEmpty
  }

  private static func next(_ token: String, after: String) throws -> String {
    guard token.isEmpty || token != after else {
      throw CommandFailure("the service gave the same page twice; report it")
    }
    return token
  }

  private func runs(_ service: PaymentV1.PaymentRunServiceClient) async throws -> [String] {
    try await Pages.all { token in
      let page = try await service.listRuns(
        .with {
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: Self.options)
      return (page.runs.map(\.runID), page.nextPageToken)
    }
  }

  private func remittances(
    of run: String, _ service: PaymentV1.PaymentRunServiceClient
  ) async throws -> [String] {
    try await Pages.all { token in
      let page = try await service.listRemittances(
        .with {
          $0.runID = run
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: Self.options)
      return (page.remittances.map(\.remittanceID), page.nextPageToken)
    }
  }
}
