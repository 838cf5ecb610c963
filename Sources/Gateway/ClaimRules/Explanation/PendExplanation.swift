import Domain

/// Says of a claim that waits for a person why it does, and what would let it go on.
package enum PendExplanation {
  /// A line for each that waits, the claim as a whole first under the number 0.
  package static func lines(of pends: [Pend]) -> [DecisionExplanation.Line] {
    let byLine = Dictionary(grouping: pends, by: \.lineNumber)
    return byLine.sorted { $0.key < $1.key }.map { line, pends in
      DecisionExplanation.Line(
        lineNumber: line, why: pends.map { "Waits for a person: \($0.reason.meaning)" },
        whatWouldChangeIt: pends.flatMap { ways(out: $0.reason) }, steps: [])
    }
  }

  private static func ways(out reason: PendReason) -> [String] {
    let overruling =
      reason.mayBeOverruled
      ? ["An examiner may let it go on as if this did not stand (\(reason.rawValue))."] : []
    return overruling
      + reason.denials.compactMap { denial in
        ReasonTable.row(for: denial).map { row in
          "An examiner may deny it with \(row.label) (\(denial.rawValue)): \(row.meaning)"
        }
      }
  }
}
