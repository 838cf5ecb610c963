import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf

/// Explains the lines of a claim as callers see them.
struct LineExplanations: Sendable {
  private let procedures: [Int: String]

  /// Explains lines of the claim that was accepted.
  init(_ accepted: ClaimV1.AcceptedRecord) {
    var procedures = Dictionary(
      (accepted.claim?.lines ?? []).map { (Int($0.lineNumber), $0.procedure) },
      uniquingKeysWith: { first, _ in first })
    procedures[Stay.lineNumber] = accepted.claim?.institutional?.diagnosisRelatedGroup
    self.procedures = procedures
  }

  /// The lines of a decision; none while there is none, or when it cannot be read.
  ///
  /// - Parameter reversal: What took it back; absent while it stands.
  func lines(
    of record: ClaimV1.DecidedRecord?, takenBackBy reversal: DecisionExplanation.TakeBack? = nil
  ) -> [ClaimV1.LineExplanation] {
    guard let record, let message = record.decision, let decision = try? ClaimDecision(message)
    else { return [] }
    let trace = (try? TraceStep.list(record.trace)) ?? []
    return DecisionExplanation.lines(of: decision, trace: trace, takenBackBy: reversal)
      .map(explained)
  }

  /// The lines that wait for a person.
  func lines(of pends: [Pend]) -> [ClaimV1.LineExplanation] {
    PendExplanation.lines(of: pends).map(explained)
  }

  private func explained(_ line: DecisionExplanation.Line) -> ClaimV1.LineExplanation {
    .with {
      $0.lineNumber = Int32(clamping: line.lineNumber)
      $0.procedure = procedures[line.lineNumber] ?? ""
      $0.why = line.why
      $0.whatWouldChangeIt = line.whatWouldChangeIt
      $0.steps = line.steps.map(ClaimV1.WaterfallStep.init)
    }
  }
}

extension ClaimV1.WaterfallStep {
  fileprivate init(_ step: WaterfallStep) {
    self.init()
    label = step.label
    rule = step.rule?.name ?? ""
    ruleVersion = Int32(clamping: step.rule?.version ?? 0)
    before = step.before.message
    after = step.after.message
    codes = step.codes
    words = step.words
  }
}
