import Domain

/// Tests every line of a claim against what eligibility and the network answered.
///
/// Every test whose input is known is made and all hits are kept. A line that is denied for good
/// reason is not pended as well; a claim with any pended line waits claim.
package enum ClaimScreening {
  /// Screens a claim.
  package static func evaluate(_ input: ScreeningInput) -> Screening {
    var screening = Screening()
    screening.overruled = input.overruled
    let claim = ScreenedClaim(input)
    screenScope(input, claim.prior, &screening)
    let (coverage, contract) = (input.coverage.lines, input.contract.lines)
    let coveragePlaces = coverage.places { $0.lineNumber }
    let contractPlaces = contract.places { $0.lineNumber }
    for line in input.claim.parts {
      screenGiven(line, input, &screening)
      screenCodes(line, claim, input.codes, &screening)
      screenMember(line, input, &screening)
      guard input.isMemberKnown else { continue }
      screenDeath(line, input, &screening)
      let answer = contractPlaces[line.lineNumber].map { contract[$0] }
      var tests = LineScreening(
        claim: claim, line: line, coverage: coveragePlaces[line.lineNumber].map { coverage[$0] },
        contract: answer?.withoutLetter)
      // Moved and not copied: lists that two hold are copied when something is added.
      swap(&tests.screening, &screening)
      LetterScreening(answer).evaluate(&tests)
      swap(&tests.screening, &screening)
    }
    screenClaimPapers(input, &screening)
    screenPackaged(input, &screening)
    screenReductions(input, contractPlaces, &screening)
    screening.packagedPends = pendsOfIncluded(screening)
    screening.pends = pendsThatCount(screening, of: input.claim)
    return screening
  }

  /// A pend counts for the whole claim, or for a line that nothing denies.
  private static func pendsThatCount(
    _ screening: Screening, of claim: SubmittedClaim
  ) -> [Pend] {
    var seen: Set<Pend> = []
    return screening.pends.filter { pend in
      let isOfClaim =
        pend.lineNumber == 0 && (!claim.isStay || ClaimScreening.scopes.contains(pend.reason))
      let isSettled =
        screening.isDenied(pend.lineNumber)
        || (PackagedLines.pendsOfPrice.contains(pend.reason)
          && screening.isIncluded(pend.lineNumber))
      return (isOfClaim || !isSettled) && seen.insert(pend).inserted
    }
  }

  /// What lines that others include need not wait for, as far as one of those stands.
  private static func pendsOfIncluded(_ screening: Screening) -> [Int: [PendReason]] {
    let dropped = screening.pends.filter { pend in
      PackagedLines.pendsOfPrice.contains(pend.reason) && screening.isIncluded(pend.lineNumber)
        && !screening.isDenied(pend.lineNumber)
    }
    return Dictionary(grouping: dropped, by: \.lineNumber).mapValues { $0.map(\.reason) }
  }

  /// Says which lines include others; payment denies what a line includes that it does not deny.
  private static func screenPackaged(_ input: ScreeningInput, _ screening: inout Screening) {
    screening.packagedInto = PackagedLines.find(in: input.claim, input.codes)
    for (line, into) in screening.packagedInto.sorted(by: { $0.key < $1.key }) {
      screening.pass(
        line, ClaimRule.packaged, into.map { TraceStep.Fact("included_in_line", $0) },
        "included in another line")
    }
  }

  /// What a claim waits for whatever its lines say.
  private static let scopes: Set<PendReason> = [.otherPayer, .replacementOrVoid]

  private static func screenScope(
    _ input: ScreeningInput, _ prior: PriorPayments, _ screening: inout Screening
  ) {
    guard !input.isEveryLineDecided else { return }
    if let gap = prior.gap {
      screening.pend(.otherPayer, by: ClaimRule.scope, [TraceStep.Fact("gap", gap.rawValue)])
    }
    if !input.claim.isTestedForDuplicates, !input.isReplacementInTime {
      screening.pend(.replacementOrVoid, by: ClaimRule.scope)
    }
  }

  private static func screenGiven(
    _ line: SubmittedClaim.Line, _ input: ScreeningInput, _ screening: inout Screening
  ) {
    let number = line.lineNumber
    if input.isMemberKnown, input.isDuplicate(number) {
      screening.deny(number, .duplicate, by: ClaimRule.duplicate)
    }
    if let reason = input.decidedReasons[number] {
      screening.deny(number, reason, by: ClaimRule.scope)
    }
    if input.isMemberKnown, input.isPossibleDuplicate(number) {
      screening.pend(.possibleDuplicate, line: number, by: ClaimRule.possibleDuplicate)
    }
    if input.awaits(line.attachments) {
      screening.pend(.attachmentAwaited, line: number, by: ClaimRule.attachment)
    }
  }

  /// Papers for the whole claim are waited for while anything of it may still be paid.
  private static func screenClaimPapers(_ input: ScreeningInput, _ screening: inout Screening) {
    let isOpen = input.claim.parts.contains { !screening.isDenied($0.lineNumber) }
    if isOpen, input.awaits(input.claim.attachments) {
      screening.pend(.attachmentAwaited, by: ClaimRule.attachment)
    }
  }

  private static func screenCodes(
    _ line: SubmittedClaim.Line, _ claim: ScreenedClaim, _ book: CodeBook,
    _ screening: inout Screening
  ) {
    guard !claim.isStay else { return screenCodesOfStay(claim, book, &screening) }
    guard !book.isEmpty, let day = line.from else { return }
    let codes = CodeScreening(claim: claim, line: line, day: day, book: book)
    for finding in codes.findings {
      screening.deny(line.lineNumber, finding.reason, by: finding.rule)
    }
  }

  /// What stands against every line of a stay stands against the whole; what stands against some lines
  /// is for a person to weigh.
  private static func screenCodesOfStay(
    _ claim: ScreenedClaim, _ book: CodeBook, _ screening: inout Screening
  ) {
    let lines = claim.submitted.lines
    var counts: [Reason: (rule: RuleName, lines: Int)] = [:]
    for line in lines {
      guard !book.isEmpty, let day = line.from else { continue }
      let codes = CodeScreening(claim: claim, line: line, day: day, book: book)
      for finding in codes.findings {
        counts[finding.reason, default: (finding.rule, 0)].lines += 1
      }
    }
    for (reason, found) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if found.lines == lines.count {
        screening.deny(Stay.lineNumber, reason, by: found.rule)
      } else {
        screening.pend(
          .institutionalPricing, line: Stay.lineNumber, by: found.rule,
          [TraceStep.Fact("lines", found.lines), TraceStep.Fact("reason", reason.rawValue)])
      }
    }
  }

  private static func screenDeath(
    _ line: SubmittedClaim.Line, _ input: ScreeningInput, _ screening: inout Screening
  ) {
    guard let death = input.coverage.deathDate.exposed, let last = line.to ?? line.from,
      last > death
    else { return }
    if input.claim.isStay, let first = line.from, first <= death {
      screening.pend(.institutionalPricing, line: line.lineNumber, by: ClaimRule.death)
      return
    }
    screening.deny(line.lineNumber, .afterDeath, by: ClaimRule.death)
  }

  private static func screenMember(
    _ line: SubmittedClaim.Line, _ input: ScreeningInput, _ screening: inout Screening
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
