import Messages
import Protobuf
import RPC

/// Decides claims behind other payers again, from the facts that the gateway stored and by the rules of
/// payment, and finds those of which another amount was paid.
///
/// A store of payment holds no facts: what it can tell of coordination it tells from the steps of its
/// own answer. A rule that has another version by now is for a replay to say, and no fault.
struct CoordinationReplay {
  private static let options = RPCCallOptions(timeout: .seconds(60))

  /// How many claims were decided again.
  private(set) var replayed = 0

  /// What is wrong with claims, by their numbers with the gateway.
  mutating func violations(
    _ claims: [String], gateway client: RPCClient
  ) async throws -> [VerificationReport.Violation] {
    let service = ClaimV1.ClaimServiceClient(client: client)
    var found: [VerificationReport.Violation] = []
    for claim in claims {
      let replay = try await service.replayClaim(
        .with { $0.claimID = claim }, options: Self.options)
      if replay.outcome != .notReplayed { replayed += 1 }
      guard let finding = Self.finding(replay) else { continue }
      found.append(
        VerificationReport.Violation(
          invariant: "SUITE-COORDINATION", record: claim, finding: finding))
    }
    return found
  }

  /// What a replay says against what was decided of other payers.
  static func finding(_ replay: ClaimV1.ReplayClaimResponse) -> String? {
    guard replay.outcome == .disagrees else { return nil }
    let difference = replay.differences.first { isOfCoordination($0) && isOfOneVersion($0) }
    return difference.map { difference in
      let rule = difference.rule.isEmpty ? "its amounts are" : "\(difference.rule) is"
      return "line \(difference.lineNumber): \(rule) not what the stored facts give"
    }
  }

  /// Whether a step about other payers differs, or an amount of a line that no step tells.
  private static func isOfCoordination(_ difference: ClaimV1.ReplayDifference) -> Bool {
    let isAmount = difference.rule.isEmpty && difference.stored != "decided"
    return isAmount || difference.rule.hasPrefix("COB-") || difference.rule.hasPrefix("MSP-")
  }

  /// Whether both sides name the rule in the same version, where both have a step of it.
  private static func isOfOneVersion(_ difference: ClaimV1.ReplayDifference) -> Bool {
    guard !difference.rule.isEmpty, !difference.stored.isEmpty, !difference.replayed.isEmpty else {
      return true
    }
    return difference.stored.prefix { $0 != "," } == difference.replayed.prefix { $0 != "," }
  }
}
