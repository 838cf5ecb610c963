import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf

/// What is known about a claim while it is driven, and the requests that follow from it.
///
/// Every request is made from the accepted claim and the stored facts alone, so that a repeat after a
/// restart sends the same bytes.
final class ClaimRun {
  let claim: OpenClaim
  private let submitted: SubmittedClaim
  private lazy var billedLines = submitted.billedLines
  private(set) var facts: ClaimV1.FactsRecord
  var coverage = EligibilityV1.CoverageAnswer()
  var contract = NetworkV1.ContractAnswer()
  var holdAnswer: AuthorizationV1.HoldAnswer?
  var decision: PaymentV1.ClaimDecision?
  /// What took back the version whose place the claim takes.
  var reversal: PaymentV1.ClaimDecision?
  /// The attempt that payment decided, when it is not the one under way.
  private var decidedAttempt: Int?
  var pends: [Pend] = []
  private var pendTrace: [EncodedMessage<TypeV1.TraceStep>] = []

  init(claim: OpenClaim) {
    self.claim = claim
    submitted = claim.record.submitted
    facts = claim.record.facts ?? ClaimV1.FactsRecord()
    coverage = facts.coverage ?? EligibilityV1.CoverageAnswer()
    contract = facts.contract ?? NetworkV1.ContractAnswer()
  }

  /// The attempt that is under way.
  var attempt: Int { claim.attempt }

  /// Whose place the claim takes; nothing for an original, and for a replacement that a person did not
  /// take, which leaves its original as it is.
  var link: ClaimLink? { claim.record.link.flatMap { isNotTaken ? nil : $0 } }

  /// The keys of the version that is decided.
  var keys: StepKeys { link?.keys ?? StepKeys(claim.number) }

  /// Whether a person decided for every line that it is not taken as a replacement.
  private var isNotTaken: Bool {
    let refused = Set(
      facts.reasons.lazy.filter { $0.reason == Reason.replacementNotTaken.rawValue }
        .map { Int($0.lineNumber) })
    return !refused.isEmpty && submitted.parts.allSatisfy { refused.contains($0.lineNumber) }
  }

  /// Forgets what an earlier attempt found.
  func beginAttempt() {
    facts = ClaimV1.FactsRecord()
    coverage = EligibilityV1.CoverageAnswer()
    contract = NetworkV1.ContractAnswer()
    holdAnswer = nil
    decision = nil
    reversal = nil
    pends = []
    pendTrace = []
  }

  // MARK: Reads

  var coverageQuestion: EligibilityV1.CoverageQuestion {
    submitted.coverageQuestion(of: billedLines)
  }

  /// Asks about the covered lines only: without a product there is no contract to look for.
  var contractQuestion: NetworkV1.ContractQuestion {
    let answers = coverage.lines
    let covered = answers.places { $0.status == .covered ? $0.lineNumber : nil }
    let (submitted, exceptions) = (submitted, submitted.exceptionClaims)
    return .with {
      $0.billingNPI = submitted.billingNPI
      $0.billingTIN = submitted.billingTIN
      $0.billingPostalCode = submitted.billingPostalCode
      $0.lines = billedLines.compactMap { line in
        covered[Int32(clamping: line.lineNumber)].map {
          line.question(
            under: answers[$0], exceptions[line.lineNumber],
            at: submitted.facilityPostalCode(ofLine: line.lineNumber))
        }
      }
    }
  }

  /// Whether the claim promises papers.
  var promisesPapers: Bool { !submitted.promisedPapers.isEmpty }

  /// Screens the claim against the answers and keeps facts, needs and pends.
  func screen(
    _ decided: ClaimStore.PendedFindings, _ codes: CodeBook,
    _ constants: ScreeningConstants = .standard
  ) throws(MessageError) {
    var reasons = decided.reasons
    if let all = reasons.removeValue(forKey: 0) {
      for line in submitted.parts
      where reasons[line.lineNumber] == nil || all == .replacementNotTaken {
        reasons[line.lineNumber] = all
      }
    }
    var input = ScreeningInput(
      claim: submitted, received: claim.record.receivedAt.day,
      coverage: try CoverageFacts(coverage), contract: try ContractFacts(contract))
    input.duplicateLines = Set(claim.record.accepted.duplicateLines.map(Int.init))
    input.possibleDuplicateLines = Set(
      claim.record.accepted.possibleDuplicateLines.map(Int.init))
    input.decidedReasons = reasons
    input.overruled = decided.overruled
    input.papersReceived = decided.papers
    input.codes = codes
    input.constants = constants
    input.link = claim.record.link.map { ScreeningInput.Link(remittedOn: $0.remittedAt?.day) }
    let screening = ClaimScreening.evaluate(input)
    pends = screening.pends
    pendTrace = screening.trace.map(\.encoded)
    facts = .with {
      $0.coverage = coverage
      $0.contract = contract
      $0.holdLines = screening.holdNeeds.map(AuthorizationV1.HoldLine.init)
      $0.trace = pendTrace
      $0.packagedLines = screening.packagedInto.sorted { $0.key < $1.key }.map { line, into in
        .with {
          $0.lineNumber = Int32(clamping: line)
          $0.intoLines = into.map { Int32(clamping: $0) }
          $0.pends = (screening.packagedPends[line] ?? []).map(\.rawValue)
        }
      }
      $0.letterLines = screening.letterLines.values.sorted { $0.lineNumber < $1.lineNumber }
        .map(\.message)
      $0.codeSets = codes.versions.map { loaded in
        .with {
          $0.codeSet = loaded.name.rawValue
          $0.version = loaded.version
        }
      }
      $0.reasons = screening.reasons.sorted { $0.key < $1.key }.flatMap { line, found in
        ReasonTable.ordered(found).map { reason in
          .with {
            $0.lineNumber = Int32(clamping: line)
            $0.reason = reason.rawValue
          }
        }
      }
    }
  }

  // MARK: Changing calls

  var hold: AuthorizationV1.Hold {
    .with {
      $0.key = keys.key(attempt: attempt, step: "hold")
      $0.replacedHoldKey = link?.replacedHoldKey
      $0.memberID = facts.coverage?.memberID ?? ""
      $0.lines = facts.holdLines
      $0.businessTime = .with { $0.microseconds = claim.record.acceptedAt.microseconds }
    }
  }

  /// The reasons to pend that follow from authorization's answer.
  func pendsAfterHold() throws(MessageError) -> [Pend] {
    guard let holdAnswer else { return [] }
    return HoldScreening.pends(
      needs: facts.holdLines.map { line in
        HoldScreening.Need(
          lineNumber: Int(line.lineNumber),
          isAuthorizationRequired: line.isAuthorizationRequired,
          isAuthorizationOptional: line.isAuthorizationOptional,
          isReferralRequired: line.isReferralRequired, daysOfStay: submitted.stay?.days,
          isEmergencyStay: submitted.isStay
            && submitted.parts.contains(where: submitted.isEmergency))
      }, hold: try HoldFacts(holdAnswer), lines: try answeredLines)
  }

  var adjudication: PaymentV1.Adjudication {
    let answered = facts.letterLines.isEmpty ? nil : try? answeredLines
    let reasons = Dictionary(grouping: facts.reasons, by: \.lineNumber)
    let prior = PriorPayments(of: submitted, received: claim.record.receivedAt.day)
    let packaged = Dictionary(grouping: facts.packagedLines, by: \.lineNumber)
    return .with {
      $0.key = keys.key(attempt: attempt, step: "adjudicate")
      $0.replaces = link.map { link in
        .with {
          $0.version = link.replacedKeys.version
          $0.reason = link.reason
        }
      }
      $0.businessTime = .with { $0.microseconds = claim.record.acceptedAt.microseconds }
      $0.billingNPI = submitted.billingNPI
      $0.billingTIN = submitted.billingTIN
      $0.isEncounter = submitted.isEncounter
      $0.payerPosition = prior.position > 1 ? Int32(clamping: prior.position) : 0
      $0.coverage = facts.coverage?.withoutTrace
      $0.contract = facts.contract?.withoutTrace
      $0.hold = holdAnswer?.withoutTrace
      $0.lines = billedLines.map { line in
        var message = line.message
        message.priorPayment = prior.lines[line.lineNumber]?.message
        message.reasons =
          answered?.reasons(of: line.lineNumber).map(\.rawValue)
          ?? (reasons[message.lineNumber] ?? []).map(\.reason)
        message.packagedInto = (packaged[message.lineNumber] ?? []).flatMap(\.intoLines)
        return message
      }
    }
  }

  var withdrawal: PaymentV1.Withdrawal {
    .with { $0.key = keys.key(attempt: attempt, step: "adjudicate") }
  }

  /// The attempt that payment decided.
  var decisionAttempt: Int { decidedAttempt ?? attempt }

  /// Takes over a decision that was made before the attempt could be given up.
  func take(_ made: PaymentV1.MadeDecision) {
    decision = made.decision
    reversal = made.reversal
    decidedAttempt = Int(made.attempt)
  }

  var settlement: AuthorizationV1.Settlement {
    let held = Set(facts.holdLines.map(\.lineNumber))
    return .with {
      let decided = decidedAttempt ?? attempt
      $0.key = keys.key(attempt: decided, step: "settle")
      $0.holdKey = keys.key(attempt: decided, step: "hold")
      $0.businessTime = .with { $0.microseconds = claim.record.acceptedAt.microseconds }
      $0.lines = (decision?.lines ?? []).filter { held.contains($0.lineNumber) }.map { line in
        .with {
          $0.lineNumber = line.lineNumber
          $0.taken = line.unitsTaken
          $0.isVisitTaken = line.isVisitTaken
        }
      }
    }
  }

  /// Gives back what the replaced version took; nothing when it took nothing.
  var unitReturn: AuthorizationV1.UnitReturn? {
    link?.replacedHoldKey.map { holdKey in
      .with {
        $0.key = keys.key(attempt: decisionAttempt, step: "return")
        $0.holdKey = holdKey
        $0.businessTime = .with { $0.microseconds = claim.record.acceptedAt.microseconds }
      }
    }
  }

  var release: AuthorizationV1.Release {
    .with {
      $0.key = keys.key(attempt: attempt, step: "release")
      $0.holdKey = keys.key(attempt: attempt, step: "hold")
    }
  }

  // MARK: Records

  /// On what the decision was made.
  var decisionBasis: ClaimStore.DecisionBasis {
    ClaimStore.DecisionBasis(
      attempt: decisionAttempt, feedPosition: facts.coverage?.feedPosition ?? 0,
      memberID: facts.coverage?.memberID ?? "", isEncounter: submitted.isEncounter,
      link: link, isNotTaken: claim.record.link != nil && link == nil)
  }

  /// The decision with every step that led to it.
  var decidedRecord: ClaimV1.DecidedRecord { decidedRecord(after: facts.stepsToFacts) }

  /// The same as it is stored: the steps to the facts of its attempt stand with those, and not twice.
  var storedRecord: ClaimV1.DecidedRecord {
    guard decisionAttempt == attempt else { return decidedRecord }
    var record = decidedRecord(after: [])
    record.factsTraceSteps = Int32(clamping: facts.stepCountToFacts)
    return record
  }

  private func decidedRecord(
    after steps: [EncodedMessage<TypeV1.TraceStep>]
  ) -> ClaimV1.DecidedRecord {
    var final = decision
    let paymentTrace = final?.trace ?? []
    final?.trace = []
    return .with {
      $0.decision = final
      $0.reversal = reversal
      $0.hold = holdAnswer?.withoutTrace
      $0.holdTraceSteps = Int32(clamping: holdAnswer?.trace.count ?? 0)
      $0.trace = steps + (holdAnswer?.trace ?? []) + traceWithoutLetters + paymentTrace
    }
  }

  var pendedRecord: ClaimV1.PendedRecord {
    .with {
      $0.reasons = pends.map { pend in
        .with {
          $0.reason = pend.reason.rawValue
          $0.lineNumber = Int32(clamping: pend.lineNumber)
        }
      }
      $0.trace =
        coverage.trace + contract.trace + pendTrace + (holdAnswer?.trace ?? [])
        + traceWithoutLetters
    }
  }

  /// Until when the claim should be decided that is pended now.
  func due(pendedAt: Instant) -> PendDue {
    let reasons = Set(pends.map(\.reason))
    guard reasons.contains(.attachmentAwaited) else { return PendDue(at: pendedAt) }
    let days = contract.lines.map { Int($0.attachmentDays) }.max() ?? 0
    return PendDue(
      papersDueAt: claim.record.acceptedAt.adding(days: days > 0 ? days : PendDue.daysDefault),
      isOnlyForPapers: reasons.count == 1, at: pendedAt)
  }

  /// A person must decide for `reason`.
  func pend(for reason: PendReason) {
    pends = [Pend(reason)]
    pendTrace.append(
      TraceStep(ClaimRule.scope, outcome: "pended: \(reason.rawValue)").encoded)
  }

  /// A person must see to what lines need that are included in none any more, since payment refused to
  /// price them.
  ///
  /// - Parameter refusedLine: The line that payment named, 0 when it named none. Of a line that neither is
  ///   included nor includes another it says nothing about included ones.
  /// - Returns: Whether there are any.
  func pendForIncludedLines(refusedLine: Int) -> Bool {
    let lines = facts.packagedLines
    guard refusedLine == 0 || lines.contains(where: { $0.concerns(refusedLine) }) else {
      return false
    }
    pends = lines.flatMap { line in
      line.pends.compactMap(PendReason.init(rawValue:)).map { Pend($0, line: Int(line.lineNumber)) }
    }
    pendTrace += pends.map { pend in
      TraceStep(
        ClaimRule.packaged, line: pend.lineNumber, outcome: "pended: \(pend.reason.rawValue)"
      ).encoded
    }
    return !pends.isEmpty
  }

  /// A person must look at what a service refused.
  func pend(forRefusal reason: String, _ message: String) {
    pends = [Pend(.stepRefused)]
    let step = TraceStep(
      ClaimRule.scope,
      facts: [TraceStep.Fact("reason", reason), TraceStep.Fact("message", message)],
      outcome: "pended: \(PendReason.stepRefused.rawValue)")
    pendTrace.append(step.encoded)
  }
}

extension ClaimV1.PackagedLine {
  /// Whether it is that line, or is included in it.
  fileprivate func concerns(_ number: Int) -> Bool {
    lineNumber == number || intoLines.contains { $0 == number }
  }
}
