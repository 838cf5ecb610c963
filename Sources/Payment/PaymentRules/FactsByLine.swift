import Domain

/// The facts of a claim, found by line number, as they count once authorization has answered.
struct FactsByLine {
  let coverage: [Int: CoverageFacts.Line]
  let contract: [Int: ContractFacts.Line]
  let hold: [Int: HoldFacts.Line]

  /// Indexes the facts of `input`, whose line numbers were checked to be unique.
  init(_ input: AdjudicationInput) {
    let contracts = input.contract.lines
    let answered = FactsByLine.index(input.hold?.lines ?? []) { $0.lineNumber }
    let coverage = FactsByLine.index(input.coverage.lines) { $0.lineNumber }
    let places = contracts.places { $0.lineNumber }
    self.coverage = coverage
    contract = places.mapValues { place in
      contracts[place].settled(by: answered[contracts[place].lineNumber])
    }
    hold = answered.mapValues { answer in
      guard let terms = places[answer.lineNumber].map({ contracts[$0] }), terms.letter != nil,
        !terms.isLetterConfirmed(by: answer)
      else { return answer }
      return answer.withoutLetter(coverage[answer.lineNumber], terms)
    }
  }

  private static func index<Line>(_ lines: [Line], by number: (Line) -> Int) -> [Int: Line] {
    Dictionary(lines.map { (number($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension HoldFacts.Line {
  /// What counts of the answer for a line whose letter of agreement does not: an authorization that
  /// only the letter asked for is not needed then (rule `LETTER-1`).
  fileprivate func withoutLetter(
    _ coverage: CoverageFacts.Line?, _ terms: ContractFacts.Line
  ) -> HoldFacts.Line {
    let row = BenefitRow.applying(to: terms.providerRole, in: coverage?.benefits ?? [])
    guard let row, !row.isAuthorizationRequired else { return self }
    var answer = self
    (answer.authorization, answer.held) = (.notNeeded, .zero)
    return answer
  }
}
