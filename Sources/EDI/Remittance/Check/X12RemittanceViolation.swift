/// Something that forbids a remittance, with its place.
package struct X12RemittanceViolation: Hashable, Sendable {
  /// What is wrong.
  package let code: Code
  /// The number of the claim in the remittance, from 1; 0 for the remittance itself.
  package let claim: Int
  /// The number of the line in the claim, from 1; 0 for the claim itself.
  package let line: Int
  /// Group and reason code that it concerns, such as `CO-45`; empty for none.
  package let adjustment: String

  init(_ code: Code, claim: Int = 0, line: Int = 0, adjustment: String = "") {
    self.code = code
    self.claim = claim
    self.line = line
    self.adjustment = adjustment
  }
}

extension X12RemittanceViolation {
  /// The kinds of violations.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// The charge of a line less its adjustments is not what is paid for it.
    case lineOutOfBalance = "LINE_OUT_OF_BALANCE"
    /// The charge of a claim less all adjustments is not what is paid for it.
    case claimOutOfBalance = "CLAIM_OUT_OF_BALANCE"
    /// The charge of a claim is not the sum of its lines.
    case chargeDiffersFromLines = "CHARGE_DIFFERS_FROM_LINES"
    /// What is paid for claims less provider adjustments is not the payment.
    case paymentOutOfBalance = "PAYMENT_OUT_OF_BALANCE"
    /// The payment is negative.
    case paymentNegative = "PAYMENT_NEGATIVE"
    /// Nothing is paid by transfer or check, or money is paid by no method.
    case methodContradictsAmount = "METHOD_CONTRADICTS_AMOUNT"
    /// The allowed amount contradicts the charge and the reductions of the price.
    case allowedContradictsAdjustments = "ALLOWED_CONTRADICTS_ADJUSTMENTS"
    /// An amount lies beyond the largest one admitted.
    case amountTooLarge = "AMOUNT_TOO_LARGE"
    /// A provider adjustment of zero.
    case adjustmentOfZero = "ADJUSTMENT_OF_ZERO"
    /// The reason code is no longer in use.
    case codeRetired = "CODE_RETIRED"
    /// The reason code has not the form of one, or belongs to another kind of insurance.
    case codeForeign = "CODE_FOREIGN"
    /// The reason code may not stand with this group code.
    case groupNotAdmitted = "GROUP_NOT_ADMITTED"
    /// The price reduction takes away the whole charge.
    case reductionIsWholeCharge = "REDUCTION_IS_WHOLE_CHARGE"
    /// The reason code requires a remark code that is more than an alert.
    case remarkMissing = "REMARK_MISSING"
    /// A remark code is no longer in use.
    case remarkRetired = "REMARK_RETIRED"
    /// More remark codes than the claim can hold.
    case tooManyRemarks = "TOO_MANY_REMARKS"
    /// More modifiers than a service can have.
    case tooManyModifiers = "TOO_MANY_MODIFIERS"
    /// More kinds of adjustments than one loop can hold.
    case tooManyAdjustments = "TOO_MANY_ADJUSTMENTS"
    /// A provider adjustment does not say which claim or balance it concerns.
    case referenceMissing = "REFERENCE_MISSING"
    /// A reversal has an amount with the sign of a payment, or the other way round.
    case signWrong = "SIGN_WRONG"
  }
}

extension X12RemittanceViolation: CustomStringConvertible {
  /// Code and place, fit for a log.
  package var description: String {
    var text = code.rawValue
    if claim > 0 { text += " claim \(claim)" }
    if line > 0 { text += " line \(line)" }
    return adjustment.isEmpty ? text : text + " " + adjustment
  }
}
