package import Domain

/// What a claim is screened against.
package struct ScreeningInput: Hashable, Sendable {
  /// The claim.
  package var claim: SubmittedClaim
  /// The day on which it arrived.
  package var received: Day
  /// Lines that repeat an earlier line exactly.
  package var duplicateLines: Set<Int> = []
  /// Lines that resemble an earlier line.
  package var possibleDuplicateLines: Set<Int> = []
  /// What eligibility answered.
  package var coverage: CoverageFacts
  /// What the network answered; nothing before it is asked, when no line is covered.
  package var contract: ContractFacts
  /// What was decided for lines: the reason to deny each with.
  package var decidedReasons: [Int: Reason] = [:]
  /// What a person let go on although it stood.
  package var overruled: Set<Pend> = []
  /// The numbers of the promised papers that have arrived.
  package var papersReceived: Set<String> = []
  /// The code sets that are loaded.
  package var codes = CodeBook()
  /// The numbers that hold where the contract does not say otherwise.
  package var constants = ScreeningConstants.standard
  /// Whose place a replacement takes; nothing for an original, and when it is not known.
  package var link: Link?

  /// What is known of the claim whose place another takes.
  package struct Link: Hashable, Sendable {
    /// The day of the remittance that lists it; absent while none does.
    package var remittedOn: Day?

    /// Makes a link.
    package init(remittedOn: Day? = nil) {
      self.remittedOn = remittedOn
    }
  }

  /// Makes the input; what is known beyond the answers is set afterwards.
  package init(
    claim: SubmittedClaim, received: Day, coverage: CoverageFacts, contract: ContractFacts
  ) {
    self.claim = claim
    self.received = received
    self.coverage = coverage
    self.contract = contract
  }

  /// Whether number and birth date name one member; without that nothing further is judged.
  var isMemberKnown: Bool { coverage.match == .matched || coverage.match == .nameMismatch }

  /// Whether it is known whose place the claim takes, and that it came in time for it (rule
  /// `SCREEN-SCOPE`).
  var isReplacementInTime: Bool {
    guard let link else { return false }
    guard let remittedOn = link.remittedOn else { return true }
    return received <= remittedOn.adding(days: constants.replacementDays)
  }

  /// Whether each line was decided, which settles what the claim as a whole waits for.
  var isEveryLineDecided: Bool {
    !decidedReasons.isEmpty && claim.parts.allSatisfy { decidedReasons[$0.lineNumber] != nil }
  }

  /// Whether the line, or each line of a stay, repeats an earlier one exactly.
  func isDuplicate(_ number: Int) -> Bool {
    guard claim.isStay else { return duplicateLines.contains(number) }
    return claim.lines.allSatisfy { duplicateLines.contains($0.lineNumber) }
  }

  /// Whether the line, or a part of a stay, may repeat an earlier one.
  func isPossibleDuplicate(_ number: Int) -> Bool {
    guard claim.isStay else { return possibleDuplicateLines.contains(number) }
    return !isDuplicate(number) && !(possibleDuplicateLines.isEmpty && duplicateLines.isEmpty)
  }

  /// Whether one of `attachments` was promised and has not arrived.
  func awaits(_ attachments: [SubmittedClaim.Attachment]) -> Bool {
    attachments.contains { $0.isPromised && !papersReceived.contains($0.controlNumber) }
  }
}
