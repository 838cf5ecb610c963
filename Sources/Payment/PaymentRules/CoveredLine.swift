import Domain

/// A line that no reason denies, with every fact that its price and its share need.
///
/// A class, because every step holds the line and none changes it: a copy of all its facts for each would
/// cost more than the steps.
final class CoveredLine: Sendable {
  let billed: BilledLine
  let memberID: String
  let familyID: String
  /// Whether the member owes no share of what Medicare covers.
  let isQualifiedMedicareBeneficiary: Bool
  let terms: ProductTerms
  let benefit: BenefitRow
  let contract: ContractFacts.Line
  let hold: HoldFacts.Line?
  /// What the modifiers still change of the fee.
  let modifiers: FeeModifiers
  /// What an unpaid premium means for the day; absent when it means nothing.
  let gracePhase: GracePhase?

  /// The line's number in the claim.
  var number: Int { billed.lineNumber }

  /// Whether the provider is paid by capitation or salary and not by the claim.
  var isPaidOutsideClaim: Bool {
    contract.feeMethod == .capitated || contract.feeMethod == .salary
  }

  /// Whether the service is preventive and done in the network, or by a letter of agreement in place
  /// of it, so that it has no share (rule `SHARE-6`).
  var isWithoutShare: Bool {
    benefit.isPreventive && (contract.status == .inNetwork || isPricedByLetter)
  }

  /// Whether the claim pays a fee for each unit, and not a share of the charge or a stay as a whole.
  var isPaidByFee: Bool {
    !isPaidOutsideClaim && contract.feeMethod != .percentOfCharges && billed.stay == nil
  }

  /// Whether a letter of agreement prices the line in place of the contract (rule `LETTER-1`).
  var isPricedByLetter: Bool { contract.feeMethod == .letterOfAgreement }

  /// The code with which the charge is reduced to the price.
  var reductionCode: AdjustmentCode { isPricedByLetter ? "131" : "45" }

  /// The day by which the budget law's rate is found: of a stay the day of discharge (rule `SEQ-2`).
  var sequestrationDay: Day { billed.stay?.discharge ?? billed.day }

  /// The copay that the benefit row asks, of a stay for each of its days (rule `STAY-5`).
  var copayDue: Money {
    guard benefit.copayUnit == .day, let stay = billed.stay else { return benefit.copay }
    return benefit.copay.times(Quantity(units: benefit.copayDays.count(in: stay.days)))
  }

  /// The visit to which the line belongs.
  var visit: CopayVisit {
    CopayVisit(
      providerNPI: billed.renderingNPI, day: billed.day, category: benefit.category)
  }

  /// Gathers the facts.
  ///
  /// - Throws: ``AdjudicationError`` when one is missing, out of range, or says that the line must
  ///   not be paid.
  init(
    _ billed: BilledLine, _ facts: FactsByLine, member: CoverageFacts
  ) throws(AdjudicationError) {
    let number = billed.lineNumber
    guard member.match == .matched, !member.memberID.isEmpty, !member.familyID.isEmpty else {
      throw AdjudicationError(.factsIncomplete, line: number, "the member is not known")
    }
    guard let coverage = facts.coverage[number], coverage.status == .covered,
      let terms = coverage.product
    else {
      throw AdjudicationError(.factsIncomplete, line: number, "no product covers the day")
    }
    guard coverage.gracePhase == nil || coverage.gracePhase == .firstMonth else {
      throw AdjudicationError(
        .factsContradict, line: number, "its premium is unpaid, and no reason says so")
    }
    guard let contract = facts.contract[number] else {
      throw AdjudicationError(.factsIncomplete, line: number, "the network said nothing about it")
    }
    guard
      let benefit = BenefitRow.applying(to: contract.providerRole, in: coverage.benefits)
    else {
      throw AdjudicationError(.factsIncomplete, line: number, "it has no benefit row")
    }
    self.billed = billed
    self.memberID = member.memberID
    self.familyID = member.familyID
    self.isQualifiedMedicareBeneficiary = member.isQualifiedMedicareBeneficiary
    self.terms = terms
    self.benefit = benefit
    self.contract = contract
    self.hold = facts.hold[number]
    self.modifiers = FeeModifiers(
      billed.modifiers, quantity: billed.quantity, under: contract)
    self.gracePhase = coverage.gracePhase
    try CoveredLineCheck.check(self)
  }
}
