package import Domain

/// Everything that the decision of a claim depends on; equal inputs give equal decisions.
package struct AdjudicationInput: Hashable, Sendable {
  /// What the claim asks for.
  package var lines: [BilledLine]
  /// The reasons found before payment, by line number.
  package var reasons: [Int: [Reason]]
  /// What eligibility knows.
  package var coverage: CoverageFacts
  /// What the network knows.
  package var contract: ContractFacts
  /// What authorization reserved; absent when no line needed it.
  package var hold: HoldFacts?
  /// The running amounts before the claim; one that is absent is zero.
  package var balances: [AccumulatorKey: Money]
  /// The member's visits whose copay an earlier claim took.
  package var copayVisitsTaken: Set<CopayVisit>
  /// What was used of the member's limits before the claim.
  package var limits = LimitsUsed()
  /// The rates of sequestration by day of service.
  package var sequestration: SequestrationTable
  /// What the rules apply where no fact and no table says otherwise.
  package var constants = PaymentConstants.standard
  /// This plan's place among the payers of the claim, from 1.
  package var payerPosition = ClaimStatus.primary

  /// Makes an input.
  package init(
    lines: [BilledLine], reasons: [Int: [Reason]] = [:], coverage: CoverageFacts,
    contract: ContractFacts, hold: HoldFacts? = nil, balances: [AccumulatorKey: Money] = [:],
    copayVisitsTaken: Set<CopayVisit> = [], sequestration: SequestrationTable
  ) {
    self.lines = lines
    self.reasons = reasons
    self.coverage = coverage
    self.contract = contract
    self.hold = hold
    self.balances = balances
    self.copayVisitsTaken = copayVisitsTaken
    self.sequestration = sequestration
  }
}
