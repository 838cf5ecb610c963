import Domain
import Messages
import Protobuf
import RPC

/// Checks of every claim of a played scenario that its explanation ties out to the cent, and that it
/// would be decided again to the byte.
struct ExplanationCheck {
  let suite: ScenarioSuite

  /// What does not hold.
  ///
  /// - Parameter step: Under which number it is told.
  func differences(step: Int) async throws -> [ScenarioDifference] {
    let service = ClaimV1.ClaimServiceClient(client: try suite.client("gateway"))
    var found: [ScenarioDifference] = []
    for claim in try await claims(service) {
      let explained = try await service.explainClaim(
        .with { $0.claimID = claim }, options: ScenarioPlayer.options)
      found += WaterfallTies(explained).faults.map {
        ScenarioDifference(
          step: step, place: "claim \(claim), \($0.place)", expected: $0.expected, got: $0.got)
      }
    }
    return found + (try await replayed(service, step))
  }

  private func claims(_ service: ClaimV1.ClaimServiceClient) async throws -> [String] {
    var numbers: [String] = []
    var token = ""
    repeat {
      let page = try await service.listClaims(
        .with {
          $0.pageSize = 1_000
          $0.pageToken = token
        }, options: ScenarioPlayer.options)
      numbers += page.claims.map(\.claimID)
      token = page.nextPageToken
    } while !token.isEmpty
    return numbers
  }

  private func replayed(
    _ service: ClaimV1.ClaimServiceClient, _ step: Int
  ) async throws -> [ScenarioDifference] {
    var found: [ScenarioDifference] = []
    for try await answer in try await service.replayClaims(
      .with { $0.since = .with { $0.days = Day.first.number } }, options: ScenarioPlayer.options)
    {
      guard let replay = answer.replay else { continue }
      found.append(
        ScenarioDifference(
          step: step, place: "claim \(replay.claimID), replay", expected: "the same decision",
          got: ReplayText.text(of: replay)))
    }
    return found
  }
}
