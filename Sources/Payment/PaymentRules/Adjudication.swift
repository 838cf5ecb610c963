package import Domain

/// Decides a claim: what each line is worth, who bears the rest and what is posted.
///
/// The rules run in a fixed order. Reasons deny lines first; what remains is priced, then shared
/// with the member line by line, coordinated with what other payers decided, then reduced by
/// sequestration.
package enum Adjudication {
  /// The largest number of lines of a claim.
  package static let linesMax = 999

  /// Decides the claim that `input` describes.
  ///
  /// - Throws: ``AdjudicationError`` when a line that no reason denies cannot be priced; the whole
  ///   claim then waits for a person, because a claim is decided as one.
  package static func evaluate(
    _ input: AdjudicationInput
  ) throws(AdjudicationError) -> ClaimDecision {
    var limits = BenefitLimits(input.limits)
    let assessed = try AssessedLine.assess(input, &limits)
    var settlement = ClaimSettlement(
      balances: input.balances, election: CopayElection(assessed, taken: input.copayVisitsTaken),
      sequestration: input.sequestration, constants: input.constants)
    var lines: [LineDecision] = []
    lines.reserveCapacity(assessed.count)
    for line in assessed {
      switch line {
      case .denied(let denied): lines.append(settlement.settle(denied))
      case .priced(let priced): lines.append(try settlement.settle(priced))
      }
    }
    var decision = settlement.decision(
      lines: lines, assessed: assessed, position: input.payerPosition)
    limits.complete(&decision)
    return decision
  }
}
