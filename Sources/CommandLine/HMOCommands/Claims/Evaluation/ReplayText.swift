import Messages
import Protobuf

/// What became of a replay, as a person reads it.
enum ReplayText {
  /// One claim: its outcome, then each difference in three lines.
  static func text(of answer: ClaimV1.ReplayClaimResponse) -> String {
    let claim = Terminal.safe(answer.claimID)
    switch answer.outcome {
    case .agrees: return "\(claim): agrees to the byte"
    case .disagrees:
      return (["\(claim): disagrees"] + answer.differences.flatMap(lines)).joined(separator: "\n")
    default: return "\(claim): not replayed. \(Terminal.safe(answer.whyNot))"
    }
  }

  /// The counts of a batch.
  static func summary(of counts: ClaimV1.ReplayClaimsResponse) -> String {
    "claims: \(counts.claims), agree: \(counts.agreeing), disagree: \(counts.disagreeing), "
      + "not replayed: \(counts.notReplayed)"
  }

  private static func lines(_ difference: ClaimV1.ReplayDifference) -> [String] {
    let line =
      difference.lineNumber == 0 ? "whole claim" : "line \(difference.lineNumber)"
    let rule = difference.rule.isEmpty ? "" : ", \(Terminal.safe(difference.rule))"
    return [
      "  \(line)\(rule)", "    decided:  \(shown(difference.stored))",
      "    replayed: \(shown(difference.replayed))",
    ]
  }

  private static func shown(_ text: String) -> String {
    text.isEmpty ? "no such step" : Terminal.safe(text)
  }
}
