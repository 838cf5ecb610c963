import Domain
import Messages
import Protobuf

/// Makes the summaries that callers see from rows and from what is under way.
struct ClaimSummaries: Sendable {
  let store: ClaimStore
  let claims: OpenClaims

  /// The summary of one claim; nothing when there is no such claim, or none that `reader` may see.
  func summary(
    of number: ClaimNumber, for reader: ClaimReader
  ) async throws -> ClaimV1.ClaimSummary? {
    guard let listed = try await store.listed(number), reader.maySee(listed) else { return nil }
    var summary = self.summary(of: listed)
    if listed.isDenied != nil {
      summary.laterChanges = try await store.laterChanges(number).map(\.message)
    }
    return summary
  }

  /// The summary of a claim that was just submitted, from memory; nothing when it waits for a person,
  /// which only the store knows.
  func summary(of followed: FollowedClaim) -> ClaimV1.ClaimSummary? {
    if let sums = followed.ending.sums { return summary(of: followed.listed(sums)) }
    guard claims.claim(followed.number)?.ending === followed.ending else { return nil }
    return summary(of: followed.listed(nil))
  }

  /// The summary of a claim as lists show it, without the changes reported after its decision.
  func summary(of listed: ClaimStore.Listed) -> ClaimV1.ClaimSummary {
    var summary = ClaimV1.ClaimSummary()
    summary.claimID = listed.number.text
    summary.version = (listed.isVoided ? listed.keys.reversal : listed.keys).version
    summary.originalClaimID = listed.keys.root.text
    summary.replacesClaimID = listed.replaces?.text ?? ""
    summary.replacesReason = listed.reason
    summary.standingClaimID = listed.standing?.text ?? ""
    summary.state = listed.state
    summary.patientControlNumber = listed.patientControlNumber
    summary.charge = .with { $0.cents = listed.charge.cents }
    summary.paid = listed.paid.map { paid in
      .with { $0.cents = listed.isTakenBack ? 0 : paid.cents }
    }
    summary.patientShare = listed.patientShare.map { share in
      .with { $0.cents = listed.isTakenBack ? 0 : share.cents }
    }
    summary.acceptedAt = .with { $0.microseconds = listed.acceptedAt.microseconds }
    summary.remittanceIDs = listed.remittanceIDs
    if listed.state == .pended, let task = listed.pended {
      summary.pendReasons = task.record.reasons.map(ClaimV1.PendReason.init)
      summary.pendedSince = .with { $0.microseconds = task.pendedAt.microseconds }
      summary.dueAt = .with { $0.microseconds = task.dueAt.microseconds }
      summary.owner = task.owner
    }
    if listed.isVoiding, !listed.isVoided, let waiting = claims.waitingVoid(listed.number) {
      summary.waitingFor = waiting.step
      summary.waitingSince = .with { $0.microseconds = waiting.since.microseconds }
    }
    if listed.state == .accepted {
      let waiting = claims.claim(listed.number)?.waiting
      summary.waitingFor = waiting?.step ?? "room"
      summary.waitingSince = .with {
        $0.microseconds = (waiting?.since ?? listed.acceptedAt).microseconds
      }
    }
    return summary
  }
}

extension ClaimV1.PendReason {
  fileprivate init(_ line: ClaimV1.PendedLine) {
    self.init()
    reason = line.reason
    lineNumber = line.lineNumber
    meaning = PendReason(rawValue: line.reason)?.meaning ?? ""
  }
}

extension ClaimStore.FeedChange {
  /// The change as callers see it.
  fileprivate var message: TypeV1.Change {
    .with {
      $0.position = position
      $0.kind = kind
      $0.days = .with {
        $0.from = .with { $0.days = days.from.number }
        $0.to = .with { $0.days = days.to.number }
      }
      $0.madeAt = .with { $0.microseconds = madeAt.microseconds }
    }
  }
}
