import Domain

/// The tests of one line of a member who was found.
struct LineScreening {
  let claim: ScreenedClaim
  let line: SubmittedClaim.Line
  let coverage: CoverageFacts.Line?
  var contract: ContractFacts.Line?
  /// What is found, beside what was found before.
  var screening = Screening()

  private var prior: PriorPayments { claim.prior }
  private var number: Int { line.lineNumber }
  private var isEmergency: Bool { claim.isEmergency(line) }

  mutating func evaluate() {
    guard let coverage else {
      screening.pend(.answerIncomplete, line: number, by: ClaimRule.coverage)
      return
    }
    screenCoverage(coverage)
    guard coverage.status == .covered else { return }
    guard let product = coverage.product, let contract else {
      screening.pend(.answerIncomplete, line: number, by: ClaimRule.network)
      return
    }
    screenOtherPayer(coverage, product)
    screenEmergencyMark()
    screenNetwork(contract, product)
    screenFiling(contract, product)
    let row = BenefitRow.applying(to: contract.providerRole, in: coverage.benefits)
    screenHospice(row, coverage)
    guard !claim.isPricedByPerson(line) else {
      screening.pend(.institutionalPricing, line: number, by: ClaimRule.institutional)
      return
    }
    let isPriced = contract.status == .inNetwork || isPricedByException(contract, product)
    if let stay = claim.stay, isPriced { screenStay(stay, contract) }
    screenBenefit(row, contract)
    guard let row, row.isCovered else { return }
    if row.visitsMax != nil, let last = line.to, last != line.from {
      screening.pend(.visitsUncertain, line: number, by: ClaimRule.limit)
    }
    if isPriced { screenPrice(row, contract) }
    screenNeed(row, contract, coverage, product)
  }

  private mutating func screenCoverage(_ coverage: CoverageFacts.Line) {
    switch coverage.status {
    case .covered:
      let facts = coverage.span.map {
        [TraceStep.Fact("covered_from", $0.from), TraceStep.Fact("covered_to", $0.to)]
      }
      screening.pass(number, ClaimRule.coverage, facts ?? [], "covered")
      screenLastDay(coverage)
      screenGrace(coverage)
    case .beforeFirstDay:
      screening.deny(number, .beforeCoverage, by: ClaimRule.coverage)
    case .afterLastDay:
      screening.deny(number, .afterCoverage, by: ClaimRule.coverage)
    case .lapsed:
      screening.deny(number, .coverageLapsed, by: ClaimRule.coverage)
    case .notEvaluated:
      screening.pend(.answerIncomplete, line: number, by: ClaimRule.coverage)
    }
  }

  /// Denies a line that another payer must decide first, or did not decide in full (rules `COB-1` and
  /// `COB-2`). The claim's own word goes before what is on record.
  private mutating func screenOtherPayer(
    _ coverage: CoverageFacts.Line, _ product: ProductTerms
  ) {
    switch prior.finding {
    case .none:
      if product.lineOfBusiness == .medicaid, !claim.submitted.otherPayers.isEmpty {
        screening.pend(.otherPayer, line: number, by: ClaimRule.payerOrder)
      }
      guard let first = coverage.otherCoverage.first(where: \.isPrimary) else { return }
      screening.deny(
        number, .otherPayerFirst, by: ClaimRule.payerOrder,
        [TraceStep.Fact("payer_on_record", first.payerID)])
    case .unsaid: break
    case .missing: screening.deny(number, .otherPayerFirst, by: ClaimRule.payerOrder)
    case .unclear: screening.deny(number, .otherPayerUnclear, by: ClaimRule.payerDecision)
    case .known(let lines, _):
      let named = Set(claim.submitted.otherPayers.map(\.payerID))
      let areKnownNamed = coverage.otherCoverage.allSatisfy {
        !$0.isPrimary || named.contains($0.payerID)
      }
      guard let paid = lines[number], areKnownNamed else {
        screening.pend(.otherPayer, line: number, by: ClaimRule.payerOrder)
        return
      }
      screening.pass(
        number, ClaimRule.payerDecision,
        [
          TraceStep.Fact("position", prior.position), TraceStep.Fact("paid_before", paid.paid),
          TraceStep.Fact("left_to_patient", paid.patientShare),
        ], "decided by another payer")
    }
  }

  /// Denies what arrived too late; a replacement has a limit of its own, and behind another payer the
  /// time runs from that payer's decision. Where its day is not said, a person must find out.
  private mutating func screenFiling(_ contract: ContractFacts.Line, _ product: ProductTerms) {
    guard claim.submitted.isTestedForDuplicates, let service = line.to ?? line.from else { return }
    var last = service
    switch prior.finding {
    case .none: break
    case .unsaid, .missing, .unclear: return
    case .known(_, let decidedOn): last = max(service, decidedOn ?? service)
    }
    let limit = FilingLimit(constants: claim.constants).lastDay(
      after: last, contract: contract, product: product)
    guard claim.received > limit else { return }
    if case .known(_, nil) = prior.finding {
      screening.pend(.otherPayer, line: number, by: ClaimRule.timelyFiling)
      return
    }
    screening.deny(
      number, .late, by: ClaimRule.timelyFiling,
      [TraceStep.Fact("received", claim.received), TraceStep.Fact("last_day_in_time", limit)])
  }

  private mutating func screenEmergencyMark() {
    if line.isMarkedEmergency, !isEmergency {
      screening.pend(.emergencyUnconfirmed, line: number, by: ClaimRule.emergencyMark)
    }
  }

  private mutating func screenNetwork(_ contract: ContractFacts.Line, _ product: ProductTerms) {
    let rule = ClaimRule.network
    if contract.isBillingTINUnknown {
      screening.deny(number, .billingTaxNumberUnknown, by: ClaimRule.billingTaxNumber)
    }
    switch contract.status {
    case .inNetwork:
      let facts = [
        TraceStep.Fact("contract", contract.contractID),
        TraceStep.Fact("model", contract.model.rawValue),
        TraceStep.Fact("provider_role", contract.providerRole.rawValue),
      ]
      screening.pass(number, rule, facts, "in network")
    case .billingExcluded, .renderingExcluded:
      if isEmergency {
        screening.pend(.emergencyExcludedProvider, line: number, by: ClaimRule.emergency)
      } else {
        let isBilling = contract.status == .billingExcluded
        screening.deny(number, isBilling ? .billingExcluded : .renderingExcluded, by: rule)
      }
    case .ended, .notOnRoster, .notCredentialed, .outOfNetwork:
      screenWithoutContract(contract, product)
    }
  }

  /// Whether a letter of agreement prices the line, or what is owed for an emergency without a
  /// contract (rule `SCREEN-EXCEPTION`).
  private func isPricedByException(
    _ contract: ContractFacts.Line, _ product: ProductTerms
  ) -> Bool {
    contract.isPricedBesideContracts && contract.feeMethod.isOwed(by: product.lineOfBusiness)
      && (contract.feeMethod == .letterOfAgreement
        || contract.status.isWithoutContract && isEmergency)
  }

  private mutating func screenWithoutContract(
    _ contract: ContractFacts.Line, _ product: ProductTerms
  ) {
    if isPricedByException(contract, product) {
      let facts = [
        TraceStep.Fact("network", contract.status.rawValue),
        TraceStep.Fact("method", contract.feeMethod.rawValue),
      ]
      screening.pass(number, ClaimRule.exception, facts, "priced without a contract")
      return
    }
    if isEmergency {
      screening.pend(.emergencyOutOfNetwork, line: number, by: ClaimRule.emergency)
      return
    }
    switch contract.status {
    case .ended: screening.deny(number, .contractEnded, by: ClaimRule.network)
    case .notOnRoster: screening.deny(number, .notOnRoster, by: ClaimRule.network)
    case .notCredentialed: screening.deny(number, .notCredentialed, by: ClaimRule.network)
    case .outOfNetwork:
      if product.lineOfBusiness == .medicareAdvantage {
        screening.pend(.organizationDetermination, line: number, by: ClaimRule.network)
      } else {
        screening.deny(number, .outOfNetwork, by: ClaimRule.network)
      }
    case .inNetwork, .billingExcluded, .renderingExcluded: break
    }
  }

  private mutating func screenBenefit(_ row: BenefitRow?, _ contract: ContractFacts.Line) {
    guard let row else {
      screening.pend(.benefitRowMissing, line: number, by: ClaimRule.benefit)
      return
    }
    if row.isCovered {
      let facts = [
        TraceStep.Fact("benefit", row.benefitID), TraceStep.Fact("category", row.category),
      ]
      screening.pass(number, ClaimRule.benefit, facts, "a benefit")
    } else {
      screening.deny(
        number, row.liability == .member ? .notBenefit : .notBenefitProvider,
        by: ClaimRule.benefit)
    }
  }

  private mutating func screenPrice(_ row: BenefitRow, _ contract: ContractFacts.Line) {
    guard !claim.isStay else { return }
    let isOtherUnit = !line.isCountedInUnits
    let modifiers = FeeModifiers(line.modifiers, quantity: line.quantity, under: contract)
    if isOtherUnit || modifiers.isPricedByPerson || row.copayUnit == .day {
      screening.pend(.manualPricing, line: number, by: ClaimRule.pricing)
    }
    switch contract.feeMethod {
    case .feeSchedule, .percentOfSchedule, .perUnit, .letterOfAgreement, .medicare,
      .qualifyingPayment:
      if contract.unitFee == nil {
        screening.pend(.rateMissing, line: number, by: ClaimRule.pricing)
      }
    case .percentOfCharges:
      if contract.percent == nil {
        screening.pend(.rateMissing, line: number, by: ClaimRule.pricing)
      }
    case .perDiem, .caseRate:
      screening.pend(.rateMissing, line: number, by: ClaimRule.pricing)
    case .capitated, .salary:
      let hasOtherShare = row.isDeductibleApplied || row.coinsurance > .zero
      if hasOtherShare, !row.isPreventive {
        screening.pend(.capitatedCostShare, line: number, by: ClaimRule.pricing)
      }
    }
  }

  private mutating func screenStay(_ stay: Stay, _ contract: ContractFacts.Line) {
    let gaps = StayScreening(claim: claim.submitted, stay: stay, contract: contract).gaps
    guard gaps.isEmpty else {
      screening.pend(
        .institutionalPricing, line: number, by: ClaimRule.institutional,
        gaps.map { TraceStep.Fact("gap", $0) })
      return
    }
    screening.pass(
      number, ClaimRule.stay,
      [
        TraceStep.Fact("admission", stay.admission), TraceStep.Fact("discharge", stay.discharge),
        TraceStep.Fact("days", stay.days),
      ], "decided as a whole")
  }

  /// Decides whether authorization must look at the line (rule `SCREEN-NEED`).
  private mutating func screenNeed(
    _ row: BenefitRow, _ contract: ContractFacts.Line, _ coverage: CoverageFacts.Line,
    _ product: ProductTerms
  ) {
    let isReferralRequired =
      row.isReferralRequired && contract.providerRole == .specialist && !product.isOpenAccess
      && !contract.isPrimaryCareOfRecord && !contract.isSameGroupAsPrimaryCare
    let hasLetter = !contract.letterAuthorizationNumber.isEmpty
    let isAuthorizationRequired = row.isAuthorizationRequired
    let isAuthorizationOptional = hasLetter && !isAuthorizationRequired
    guard isAuthorizationRequired || isAuthorizationOptional || isReferralRequired else {
      screening.pass(number, ClaimRule.need, [], "needs no authorization and no referral")
      return
    }
    guard !isEmergency || claim.isStay else {
      screening.pass(number, ClaimRule.emergency, [], "an emergency needs neither")
      return
    }
    guard let billed = claim.billed(line) else { return }
    if let last = line.to, last != billed.day, !claim.isStay {
      screening.pend(.severalDays, line: number, by: ClaimRule.need)
    }
    screening.pass(
      number, ClaimRule.need,
      [
        TraceStep.Fact("authorization_required", isAuthorizationRequired),
        TraceStep.Fact("authorization_optional", isAuthorizationOptional),
        TraceStep.Fact("referral_required", isReferralRequired),
      ], "authorization is asked")
    screening.holdNeeds.append(
      HoldNeed(
        line: billed, billingNPI: claim.submitted.billingNPI, specialty: contract.specialty,
        primaryCareNPI: coverage.primaryCareNPI,
        authorizationNumber: claim.submitted.authorizationNumber(of: line),
        referralNumber: line.referralNumber.isEmpty
          ? claim.submitted.referralNumber : line.referralNumber,
        isAuthorizationRequired: isAuthorizationRequired,
        isAuthorizationOptional: isAuthorizationOptional,
        isReferralRequired: isReferralRequired,
        isCheckedOnly: screening.isDenied(number)))
  }
}
