import Domain
import Messages
import Protobuf

/// What is decided and what would be, side by side.
enum WhatIfText {
  /// The whole answer as text.
  static func text(of answer: ClaimV1.EvaluateClaimResponse) -> String {
    var lines = answer.lineNumbers.flatMap { number in table(of: number, answer) }
    if !answer.pendReasons.isEmpty { lines += waiting(answer.pendReasons) }
    if answer.changedDecision != nil { lines += ["", sums(answer)] }
    lines += [""] + answer.notes.map(Terminal.safe)
    return lines.drop(while: \.isEmpty).joined(separator: "\n")
  }

  private static func table(
    of number: Int32, _ answer: ClaimV1.EvaluateClaimResponse
  ) -> [String] {
    let decided = answer.lines.first { $0.lineNumber == number }
    let changed = answer.changedLines.first { $0.lineNumber == number }
    let procedure = (changed ?? decided)?.procedure ?? ""
    var table = TextTable([
      ("STEP", .left), ("DECIDED", .right), ("CHANGED", .right), ("DIFFERENCE", .right),
      ("RULE", .left),
    ])
    for row in StepPair.pairs(decided?.steps ?? [], changed?.steps ?? []) { table.add(row.cells) }
    let paid = StepPair(label: "Paid", decided: decided?.steps.last, changed: changed?.steps.last)
    table.add(paid.leftCells)
    let remedies = (changed?.whatWouldChangeIt ?? []).map {
      "  What would change it: \(Terminal.safe($0))"
    }
    return ["", "Line \(number), \(Terminal.safe(procedure))", table.text] + remedies
  }

  private static func waiting(_ reasons: [ClaimV1.PendReason]) -> [String] {
    [""]
      + reasons.map { reason in
        let line = reason.lineNumber == 0 ? "the claim" : "line \(reason.lineNumber)"
        return "A person would have to decide (\(line), \(Terminal.safe(reason.reason))): "
          + Terminal.safe(reason.meaning)
      }
  }

  private static func sums(_ answer: ClaimV1.EvaluateClaimResponse) -> String {
    let (decided, changed) = (answer.decision, answer.changedDecision)
    let amounts: [(String, KeyPath<PaymentV1.ClaimDecision, TypeV1.Money?>)] = [
      ("Charge", \.charge), ("Patient owes", \.patientShare), ("Paid", \.paid),
    ]
    var table = TextTable([
      ("CLAIM", .left), ("DECIDED", .right), ("CHANGED", .right), ("DIFFERENCE", .right),
    ])
    for (label, amount) in amounts {
      let (old, new) = (decided?[keyPath: amount], changed?[keyPath: amount])
      table.add([label, old?.text ?? "-", new?.text ?? "-", StepPair.difference(old, new)])
    }
    return table.text
  }
}

extension ClaimV1.EvaluateClaimResponse {
  /// The lines of either decision, in order.
  fileprivate var lineNumbers: [Int32] {
    Set((lines + changedLines).map(\.lineNumber)).sorted()
  }
}
