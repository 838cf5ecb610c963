import Domain

extension X12RemittanceClaim {
  /// What is wrong with the claim and its lines; `number` counts from 1.
  func violations(at number: Int) -> [X12RemittanceViolation] {
    let own = balanceCodes + formCodes
    let context = X12AdjustmentContext(
      claim: number, isReversal: status == .reversal, charge: charge, remarks: remarks.codes)
    let ofLines = lines.enumerated().flatMap { index, line in
      line.violations(at: index + 1, in: context)
    }
    return own.map { X12RemittanceViolation($0, claim: number) }
      + context.violations(of: adjustments) + ofLines
  }

  private var balanceCodes: [X12RemittanceViolation.Code] {
    var codes: [X12RemittanceViolation.Code] = []
    let adjusted = allAdjustments.reduce(.zero) { $0 + $1.amount }
    if charge - adjusted != paid { codes.append(.claimOutOfBalance) }
    let charges = lines.reduce(Money.zero) { $0 + $1.charge }
    if !lines.isEmpty && charges != charge { codes.append(.chargeDiffersFromLines) }
    return codes
  }

  private var formCodes: [X12RemittanceViolation.Code] {
    var codes: [X12RemittanceViolation.Code] = []
    if charge.isTooLarge || paid.isTooLarge { codes.append(.amountTooLarge) }
    let isReversal = status == .reversal
    if isReversal ? charge > .zero || paid > .zero : charge < .zero || paid < .zero {
      codes.append(.signWrong)
    }
    if remarks.codes.count > X12ClaimRemarks.codesMax { codes.append(.tooManyRemarks) }
    if !X12AdjustmentLaw.retiredRemarks.isDisjoint(with: remarks.codes), !isReversal {
      codes.append(.remarkRetired)
    }
    return codes
  }
}
