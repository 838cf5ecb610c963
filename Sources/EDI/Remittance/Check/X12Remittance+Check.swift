package import Domain

extension X12Remittance {
  /// Everything that forbids to send this remittance (rules `EDI-REMIT-BALANCE`,
  /// `EDI-REMIT-CODES` and `EDI-REMIT-PROVIDER`); empty when it may be sent.
  ///
  /// Balance is looked at on each line, each claim and the whole payment; legality of codes on each
  /// adjustment. All violations are given, in the order of the file.
  package func check() -> [X12RemittanceViolation] {
    let ofClaims = claims.enumerated().flatMap { index, claim in
      claim.violations(at: index + 1)
    }
    return paymentViolations + ofClaims + providerAdjustments.flatMap(\.violations)
  }

  /// What claims and provider adjustments come to: BPR02 must be it.
  package var balance: Money {
    claims.reduce(.zero) { $0 + $1.paid }
      - providerAdjustments.reduce(.zero) { $0 + $1.amount }
  }

  private var paymentViolations: [X12RemittanceViolation] {
    var codes: [X12RemittanceViolation.Code] = []
    if amount.isTooLarge { codes.append(.amountTooLarge) }
    if amount < .zero { codes.append(.paymentNegative) }
    if balance != amount { codes.append(.paymentOutOfBalance) }
    if (method == .none) != (amount == .zero) { codes.append(.methodContradictsAmount) }
    return codes.map { X12RemittanceViolation($0) }
  }
}

extension X12ProviderAdjustment {
  fileprivate var violations: [X12RemittanceViolation] {
    var codes: [X12RemittanceViolation.Code] = []
    if amount.isTooLarge { codes.append(.amountTooLarge) }
    if amount == .zero { codes.append(.adjustmentOfZero) }
    if reason.requiresReference && reference.isEmpty { codes.append(.referenceMissing) }
    return codes.map { X12RemittanceViolation($0, adjustment: reason.rawValue) }
  }
}

extension Money {
  /// Whether the amount lies beyond what is admitted, so that sums could leave their width.
  var isTooLarge: Bool { Money(checkedCents: cents) == nil }
}
