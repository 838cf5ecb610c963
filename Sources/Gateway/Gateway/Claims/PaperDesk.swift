import ClaimRules
import Domain
import Logging
import Messages

/// Lets claims that wait for promised papers go on: when the papers are there, or when they are due.
struct PaperDesk: Sendable {
  /// How long to wait before looking again for papers that are due.
  static let interval: Duration = .seconds(3_600)
  /// Who decides when papers did not come, as the history of a claim shows it.
  static let timer = "timer"
  /// How long to wait before the store is asked again that did not answer.
  private static let troubleDelay: Duration = .seconds(5)
  /// How many claims are looked at together.
  private static let pageSize = 256

  let store: ClaimStore
  let claims: OpenClaims
  let clock: BusinessClock
  let log: Logger

  /// Looks at once at every claim that awaits papers, and then every hour at those whose papers are
  /// due, until the surrounding task is cancelled.
  func run() async {
    while !Task.isCancelled, !(await continueWhatIsComplete()) {
      await claims.machine.pause(for: PaperDesk.troubleDelay)
    }
    while !Task.isCancelled {
      let isDone = await decideWhatIsDue()
      await claims.machine.pause(for: isDone ? PaperDesk.interval : PaperDesk.troubleDelay)
    }
  }

  /// Lets a claim go on when it waits for papers that are all there.
  func continueIfComplete(_ number: ClaimNumber) async throws {
    guard let task = try await store.pended(number), task.record.isAwaitingPapers,
      try await isComplete(number)
    else { return }
    try await decide(number, task, action: "evaluate_again", reason: "", by: "papers")
  }

  /// Lets every claim go on whose last paper was recorded just before the process ended.
  ///
  /// - Returns: Whether all were looked at.
  @discardableResult
  func continueWhatIsComplete() async -> Bool {
    await lookAtClaims(awaitingPapersBy: Instant(microseconds: .max)) {
      try await continueIfComplete($0)
    }
  }

  /// Decides every claim whose papers are due, by the business clock.
  ///
  /// - Returns: Whether all were looked at.
  @discardableResult
  func decideWhatIsDue() async -> Bool {
    await lookAtClaims(awaitingPapersBy: clock.now) { try await decideDue($0) }
  }

  private func lookAtClaims(
    awaitingPapersBy instant: Instant, _ body: (ClaimNumber) async throws -> Void
  ) async -> Bool {
    var last: Int64 = 0
    do {
      while true {
        let page = try await store.claimsWithPapersDue(
          by: instant, after: last, limit: PaperDesk.pageSize)
        for number in page { await report(number) { try await body(number) } }
        guard let end = page.last else { return true }
        last = end.value
      }
    } catch {
      log.error("claims that await papers could not be read", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// One claim that cannot be looked at keeps no other from being decided.
  private func report(_ number: ClaimNumber, _ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      log.error(
        "a claim that awaits papers could not be looked at",
        metadata: ["claim": "\(number.text)", "error": "\(error)"])
    }
  }

  private func decideDue(_ number: ClaimNumber) async throws {
    guard let task = try await store.pended(number), task.record.isAwaitingPapers else { return }
    if try await isComplete(number) {
      try await decide(number, task, action: "evaluate_again", reason: "", by: "papers")
    } else {
      try await decide(
        number, task, action: "deny", reason: Reason.attachmentMissing.rawValue,
        by: PaperDesk.timer)
    }
  }

  private func isComplete(_ number: ClaimNumber) async throws -> Bool {
    guard let claim = try await store.acceptedRecord(number)?.claim else { return false }
    return try await claim.read().claim.promisedPapers.isSubset(of: store.papers(of: number))
  }

  private func decide(
    _ number: ClaimNumber, _ task: ClaimStore.PendedTask, action: String, reason: String,
    by decider: String
  ) async throws {
    let decision = ClaimStore.PersonDecision(
      requestID: "\(decider)/\(task.attempt)", attempt: task.attempt, action: action,
      reason: reason, note: "", decidedBy: decider, decidedAt: clock.now)
    guard case .recorded = try await store.record(decision, on: number) else { return }
    claims.leaveBehind(number)
  }
}

extension ClaimV1.PendedRecord {
  /// Whether promised papers are among what is waited for.
  var isAwaitingPapers: Bool {
    reasons.contains { $0.reason == PendReason.attachmentAwaited.rawValue }
  }
}
