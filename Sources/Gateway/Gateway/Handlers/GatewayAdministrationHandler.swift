import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess

/// Answers `hmo.claim.v1.GatewayAdministrationService`.
struct GatewayAdministrationHandler: ClaimV1.GatewayAdministrationServiceHandler {
  let store: ClaimStore
  let claims: OpenClaims
  let clock: BusinessClock
  let codes: CodeBooks
  let papers: PaperDesk

  func getGatewayStatus(
    _ request: ClaimV1.GetGatewayStatusRequest, context: RPCContext
  ) async throws -> ClaimV1.GetGatewayStatusResponse {
    try await RPCError.mapping {
      let counts = try await store.counts()
      let position = try await store.feedPosition(of: CoverageFeed.service)
      var response = ClaimV1.GetGatewayStatusResponse()
      response.counts = [
        count(.accepted, counts.accepted), count(.pended, counts.pended),
        count(.payable, counts.payable), count(.denied, counts.denied),
        count(.paid, counts.paid), count(.suspended, counts.suspended),
        count(.encounter, counts.encounter), count(.voided, counts.voided),
        count(.replaced, counts.replaced),
      ]
      response.waits = waits
      response.feeds = [
        .with {
          $0.service = CoverageFeed.service
          $0.position = position
        }
      ]
      response.businessTime = .with { $0.microseconds = clock.now.microseconds }
      return response
    }
  }

  private func count(_ state: ClaimV1.ClaimState, _ claims: Int64) -> ClaimV1.StateCount {
    .with {
      $0.state = state
      $0.claims = claims
    }
  }

  private var waits: [ClaimV1.WaitCount] {
    let byStep = Dictionary(grouping: claims.all.map(\.waiting), by: \.step)
    return byStep.sorted { $0.key < $1.key }.map { step, waiting in
      .with {
        $0.step = step
        $0.claims = Int64(waiting.count)
        $0.oldest = waiting.map(\.since).min().map { since in
          .with { $0.microseconds = since.microseconds }
        }
      }
    }
  }

  func setBusinessTime(
    _ request: ClaimV1.SetBusinessTimeRequest, context: RPCContext
  ) async throws -> ClaimV1.SetBusinessTimeResponse {
    guard let microseconds = request.businessTime?.microseconds,
      (Instant(startOf: .first)...Instant(startOf: .openEnd)).contains(
        Instant(microseconds: microseconds))
    else {
      throw GatewayErrors.invalid("business_time", "Give a time between 1800 and 9999.")
    }
    switch clock.set(Instant(microseconds: microseconds)) {
    case .set:
      await papers.decideWhatIsDue()
      return .with { $0.businessTime = .with { $0.microseconds = microseconds } }
    case .notManual:
      throw RPCError(
        .failedPrecondition, "The gateway runs with the machine's clock.",
        reason: "CLOCK_NOT_MANUAL")
    case .backwards:
      throw RPCError(
        .failedPrecondition, "The business clock never goes back.", reason: "CLOCK_BACKWARDS")
    }
  }

  func verifyStore(
    _ request: ClaimV1.VerifyStoreRequest,
    responses: RPCResponseWriter<ClaimV1.VerifyStoreResponse>, context: RPCContext
  ) async throws {
    try await RPCError.mapping {
      for violation in try await store.violations() {
        try await responses.write(.with { $0.violation = violation })
      }
    }
  }
}
