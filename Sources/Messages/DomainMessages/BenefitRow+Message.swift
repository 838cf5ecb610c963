package import Domain
package import Messages

extension BenefitRow {
  /// Reads a benefit row; an absent copay is none, an unspecified liability is the member's.
  package init(_ message: EligibilityV1.BenefitRow) throws(MessageError) {
    self.init(
      benefitID: try MessageCheck.identifier(message.benefitID, "benefit_id"),
      category: try MessageCheck.identifier(message.category, "category"),
      providerRole: try ProviderRole(message.providerRole, "provider_role"),
      isCovered: message.isCovered,
      liability: try Liability(message.liability, "liability"),
      copay: try Money(notNegative: message.copay, "copay", absent: .zero),
      isDeductibleApplied: message.isDeductibleApplied,
      coinsurance: try BasisPoints(message.coinsuranceBasisPoints, "coinsurance_basis_points"),
      isPreventive: message.isPreventive, isCountedToOutOfPocket: message.isCountedToOutOfPocket,
      isSupplemental: message.isSupplemental,
      isAuthorizationRequired: message.isAuthorizationRequired,
      isReferralRequired: message.isReferralRequired)
    copayUnit = try CopayUnit(message.copayUnit, "copay_unit")
    copayDays = try CopayDays(message)
    try readLimits(message)
  }

  private mutating func readLimits(_ message: EligibilityV1.BenefitRow) throws(MessageError) {
    guard message.visitsMax >= 0 else { throw MessageError("visits_max", "is negative") }
    visitsMax = message.visitsMax == 0 ? nil : Int(message.visitsMax)
    dollarsMax =
      message.dollarsMax == nil ? nil : try Money(notNegative: message.dollarsMax, "dollars_max")
    guard dollarsMax != .zero else {
      throw MessageError("dollars_max", "is nothing; leave it out where no amount is limited")
    }
    limitLiability = try Liability(message.limitLiability, "limit_liability")
  }

  /// The row as a message.
  package var message: EligibilityV1.BenefitRow {
    var message = EligibilityV1.BenefitRow()
    message.benefitID = benefitID
    message.category = category
    message.providerRole = providerRole.message
    message.isCovered = isCovered
    message.liability = liability.message
    message.copay = copay.message
    message.isDeductibleApplied = isDeductibleApplied
    message.coinsuranceBasisPoints = coinsurance.value
    message.isPreventive = isPreventive
    message.isCountedToOutOfPocket = isCountedToOutOfPocket
    message.isSupplemental = isSupplemental
    message.isAuthorizationRequired = isAuthorizationRequired
    message.isReferralRequired = isReferralRequired
    if copayUnit == .day {
      message.copayUnit = copayUnit.message
      message.copayFirstDay = Int32(clamping: copayDays.first)
      message.copayLastDay = Int32(clamping: copayDays.last ?? 0)
    }
    message.visitsMax = visitsMax.map { Int32(clamping: $0) } ?? 0
    message.dollarsMax = dollarsMax?.message
    if visitsMax != nil || dollarsMax != nil { message.limitLiability = limitLiability.message }
    return message
  }
}

extension BenefitRow.Liability {
  /// Reads who owes what is not a benefit.
  package init(_ message: EligibilityV1.Liability, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified, .member: self = .member
    case .provider: self = .provider
    default: throw MessageError(field, "is no liability")
    }
  }

  /// Who owes it, as a message.
  package var message: EligibilityV1.Liability {
    switch self {
    case .member: .member
    case .provider: .provider
    }
  }
}
