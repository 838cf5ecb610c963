import Domain

/// The facts of a claim, found by line number.
struct FactsByLine {
  let coverage: [Int: CoverageFacts.Line]
  let contract: [Int: ContractFacts.Line]
  let hold: [Int: HoldFacts.Line]

  /// Indexes the facts of `input`, whose line numbers were checked to be unique.
  init(_ input: AdjudicationInput) {
    coverage = FactsByLine.index(input.coverage.lines, by: \.lineNumber)
    contract = FactsByLine.index(input.contract.lines, by: \.lineNumber)
    hold = FactsByLine.index(input.hold?.lines ?? [], by: \.lineNumber)
  }

  private static func index<Line>(_ lines: [Line], by number: KeyPath<Line, Int>) -> [Int: Line] {
    Dictionary(lines.map { ($0[keyPath: number], $0) }, uniquingKeysWith: { first, _ in first })
  }
}
