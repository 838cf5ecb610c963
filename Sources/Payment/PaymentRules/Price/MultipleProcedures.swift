import Domain

/// Procedures of one day and provider share one opening and closing, so that the one with the
/// largest fee is paid whole and each further one at half (rule `PRICE-7`).
struct MultipleProcedures {
  /// Where a line stands among the procedures of its day and provider.
  struct Rank: Hashable {
    /// From 1, the largest fee.
    let place: Int
    /// How many lines are ranked.
    let count: Int
    /// What the place makes of the fee.
    let percent: BasisPoints
  }

  private struct Session: Hashable {
    let day: Day
    let providerNPI: String
  }

  private struct Candidate {
    let line: CoveredLine
    let fee: Money
  }

  private var ranks: [Int: Rank] = [:]

  /// Ranks the lines that no reason denies, in the order of their numbers.
  ///
  /// - Throws: ``AdjudicationError`` when a fee is beyond any amount accepted.
  init(
    _ lines: [CoveredLine], _ constants: PaymentConstants
  ) throws(AdjudicationError) {
    guard lines.contains(where: { $0.isRanked }) else { return }
    var sessions: [Session: [Candidate]] = [:]
    for line in lines where line.isPaidByFee {
      let session = Session(day: line.billed.day, providerNPI: line.billed.renderingNPI)
      let fee = try ModifiedFee(line, constants).amount
      sessions[session, default: []].append(Candidate(line: line, fee: fee))
    }
    for candidates in sessions.values {
      rank(MultipleProcedures.ranked(candidates), constants)
    }
  }

  /// The rank of `line`; nothing when it is not ranked, or alone, or its rate was agreed in a letter.
  func rank(of line: CoveredLine) -> Rank? {
    line.isPricedByLetter ? nil : ranks[line.number]
  }

  /// The step that says so.
  func step(for line: CoveredLine) -> TraceStep? {
    guard let rank = rank(of: line) else { return nil }
    return TraceStep(
      RuleNames.multipleProcedures, line: line.number,
      facts: [
        TraceStep.Fact("day", line.billed.day),
        TraceStep.Fact("provider", line.billed.renderingNPI),
        TraceStep.Fact("procedures", rank.count), TraceStep.Fact("place", rank.place),
      ], outcome: "\(rank.percent) of the fee")
  }

  private mutating func rank(_ candidates: [Candidate], _ constants: PaymentConstants) {
    guard candidates.count > 1 else { return }
    for (index, candidate) in candidates.enumerated() {
      ranks[candidate.line.number] = Rank(
        place: index + 1, count: candidates.count,
        percent: index == 0 ? .whole : constants.furtherProcedure)
    }
  }

  /// The lines that take part, the largest fee first; of equal fees the lower line number.
  ///
  /// Lines that all say they stand beside another procedure, of which the schedule marks none, stand
  /// beside the other line with the largest fee, a visit excepted.
  private static func ranked(_ candidates: [Candidate]) -> [Candidate] {
    var part = candidates.filter(\.line.isRanked)
    if !part.isEmpty, part.allSatisfy({ !$0.line.contract.isMultipleProcedure }) {
      let others = candidates.filter { !$0.line.isRanked && !$0.line.isVisitBeside }
      if let head = others.min(by: precedes) { part.append(head) }
    }
    return part.sorted(by: precedes)
  }

  private static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
    left.fee == right.fee ? left.line.number < right.line.number : left.fee > right.fee
  }
}

extension CoveredLine {
  /// Modifiers that mark a visit as a service of its own beside a procedure.
  private static let visitModifiers: Set<String> = ["24", "25", "57"]

  /// Whether the line says, or its schedule, that it stands beside other procedures; a fee that is
  /// the row of that modifier is reduced already.
  fileprivate var isRanked: Bool {
    isPaidByFee && contract.feeModifier != PricingModifier.multipleProcedures.rawValue
      && (modifiers.applied.contains(.multipleProcedures) || contract.isMultipleProcedure)
  }

  fileprivate var isVisitBeside: Bool {
    !CoveredLine.visitModifiers.isDisjoint(with: billed.modifiers)
  }
}
