package import Domain

/// Tests every line of a claim against what eligibility and the network answered.
///
/// Every test whose input is known is made and all hits are kept. A line that is denied for good
/// reason is not pended as well; a claim with any pended line waits whole.
package enum ClaimScreening {
  /// What is asked.
  package struct Input: Hashable, Sendable {
    /// The claim.
    package var claim: SubmittedClaim
    /// Lines that repeat an earlier line exactly.
    package var duplicateLines: Set<Int>
    /// What eligibility answered.
    package var coverage: CoverageFacts
    /// What the network answered; nothing before it is asked, when no line is covered.
    package var contract: ContractFacts
    /// What a person decided for lines: the reason to deny each with.
    package var decidedReasons: [Int: Reason]

    /// Makes the input.
    package init(
      claim: SubmittedClaim, duplicateLines: Set<Int> = [], coverage: CoverageFacts,
      contract: ContractFacts, decidedReasons: [Int: Reason] = [:]
    ) {
      self.claim = claim
      self.duplicateLines = duplicateLines
      self.coverage = coverage
      self.contract = contract
      self.decidedReasons = decidedReasons
    }

    /// Whether number and birth date name one member; without that nothing further is judged.
    var isMemberKnown: Bool { coverage.match == .matched || coverage.match == .nameMismatch }
  }

  /// Screens a claim.
  package static func evaluate(_ input: Input) -> Screening {
    var screening = Screening()
    screenScope(input, &screening)
    let coverage = Dictionary(
      input.coverage.lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    let contracts = Dictionary(
      input.contract.lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    for line in input.claim.lines {
      screenGiven(line, input, &screening)
      screenMember(line, input, &screening)
      guard input.isMemberKnown else { continue }
      var lineScreening = LineScreening(
        claim: input.claim, line: line, coverage: coverage[line.lineNumber],
        contract: contracts[line.lineNumber], screening: screening)
      lineScreening.evaluate()
      screening = lineScreening.screening
    }
    screening.pends = pendsThatCount(screening)
    return screening
  }

  /// A pend counts for the whole claim, or for a line that nothing denies.
  private static func pendsThatCount(_ screening: Screening) -> [Pend] {
    var seen: Set<Pend> = []
    return screening.pends.filter { pend in
      (pend.lineNumber == 0 || !screening.isDenied(pend.lineNumber)) && seen.insert(pend).inserted
    }
  }

  private static func screenScope(_ input: Input, _ screening: inout Screening) {
    guard input.decidedReasons.isEmpty else { return }
    if input.claim.isEncounter {
      screening.pend(.encounter, by: ClaimRule.scope)
    }
    if input.claim.hasOtherPayer {
      screening.pend(.otherPayer, by: ClaimRule.scope)
    }
    if !input.claim.isTestedForDuplicates {
      screening.pend(.replacementOrVoid, by: ClaimRule.scope)
    }
  }

  private static func screenGiven(
    _ line: SubmittedClaim.Line, _ input: Input, _ screening: inout Screening
  ) {
    if input.isMemberKnown, input.duplicateLines.contains(line.lineNumber) {
      screening.deny(line.lineNumber, .duplicate, by: ClaimRule.duplicate)
    }
    if let reason = input.decidedReasons[line.lineNumber] {
      screening.deny(line.lineNumber, reason, by: ClaimRule.scope)
    }
  }

  private static func screenMember(
    _ line: SubmittedClaim.Line, _ input: Input, _ screening: inout Screening
  ) {
    let number = line.lineNumber
    switch input.coverage.match {
    case .matched:
      break
    case .notFound:
      screening.deny(number, .memberNotFound, by: ClaimRule.memberMatch)
    case .nameMismatch:
      screening.deny(number, .nameMismatch, by: ClaimRule.memberMatch)
    case .birthDateDiffers:
      screening.pend(.birthDateDiffers, line: number, by: ClaimRule.memberMatch)
    case .possible:
      screening.pend(.memberUncertain, line: number, by: ClaimRule.memberMatch)
    }
  }
}
