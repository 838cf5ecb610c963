import ClaimRules
import Domain
import Messages
import RPC
import Storage

/// Accepts claims: judges each from itself alone, stores it durably, sets it on its way.
struct ClaimIntake: Sendable {
  let store: ClaimStore
  let claims: OpenClaims
  let clock: BusinessClock
  /// The clock by which timelines are kept.
  var machine = MachineClock.system

  /// What became of a submission.
  enum Outcome: Sendable {
    case accepted(ClaimNumber)
    /// A void was accepted of the claim with this number.
    case voiding(ClaimNumber)
    /// Stored before; for a void the number is that of the claim that it takes back.
    case repeated(ClaimNumber)
    case keyReused
    /// Refused: nothing is stored.
    case refused([IntakeFault])
  }

  /// Accepts one claim of `submitter` under `key`.
  func submit(
    _ claim: ClaimV1.Claim, key: String, from submitter: String, trace: RPCTrace? = nil
  ) async throws -> Outcome {
    try await submit([(claim: claim, key: key)], from: submitter, trace: trace).first
      ?? .refused([])
  }

  /// Accepts claims of `submitter`, each under its key, in one transaction.
  ///
  /// - Parameter trace: The call by which they came.
  /// - Returns: What became of each, in the same order.
  /// - Throws: ``RPCError`` while a manual clock is not set, and the store's errors.
  func submit(
    _ claims: [(claim: ClaimV1.Claim, key: String)], from submitter: String,
    trace: RPCTrace? = nil
  ) async throws -> [Outcome] {
    guard clock.isSet else { throw GatewayErrors.businessTimeNotSet }
    let now = clock.now
    var outcomes: [Outcome] = []
    var submissions: [ClaimStore.Submission] = []
    var places: [Int] = []
    for index in claims.indices {
      let item = claims[index]
      let read = item.claim.read()
      let faults =
        read.claim.frequency == "8"
        ? IntakeEdits.voidFaults(in: read.claim)
        : read.faults + IntakeEdits.faults(in: read.claim, received: now.day)
      outcomes.append(.refused(faults))
      guard faults.isEmpty else { continue }
      places.append(index)
      submissions.append(
        ClaimStore.Submission(
          key: item.key, submitter: submitter, claim: item.claim, submitted: read.claim,
          acceptedAt: now, recordedAt: machine.now(), trace: trace))
    }
    guard !submissions.isEmpty else { return outcomes }
    let sent = submissions
    let acceptances = try await store.accept(sent, urgency: self.claims.urgency) { acceptances in
      follow(acceptances, of: sent)
    }
    for (place, acceptance) in zip(places, acceptances) {
      outcomes[place] = Outcome(acceptance)
      if case .voiding(let number) = acceptance { try await endIfDone(voidOf: number) }
    }
    return outcomes
  }

  /// Sets on its way what was stored now.
  ///
  /// Before anybody is answered, so that who repeats a submission finds it under way and can wait.
  private func follow(
    _ acceptances: [ClaimStore.Acceptance], of submissions: [ClaimStore.Submission]
  ) {
    var accepted: [ClaimStore.OpenRecord] = []
    accepted.reserveCapacity(acceptances.count)
    for (acceptance, submission) in zip(acceptances, submissions) {
      switch acceptance {
      case .accepted(let number, let record, let link):
        accepted.append(
          ClaimStore.OpenRecord(
            number: number, acceptedAt: submission.acceptedAt,
            memberID: submission.submitted.patient.exposed.memberID, days: submission.days,
            accepted: record, factsAttempt: 0, facts: nil, areFactsStale: false, pendedAttempt: 0,
            link: link, trace: submission.trace, read: submission.submitted))
      case .voiding(let number): claims.beginVoid(number)
      case .repeated, .keyReused, .refused: break
      }
    }
    claims.begin(accepted)
  }
}

extension ClaimIntake.Outcome {
  /// What the submitter is told.
  fileprivate init(_ acceptance: ClaimStore.Acceptance) {
    self =
      switch acceptance {
      case .accepted(let number, _, _): .accepted(number)
      case .repeated(let number): .repeated(number)
      case .keyReused: .keyReused
      case .voiding(let number): .voiding(number)
      case .refused(let fault): .refused([fault])
      }
  }
}
