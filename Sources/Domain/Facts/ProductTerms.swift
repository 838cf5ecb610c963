/// The terms of a product in one plan year.
package struct ProductTerms: Hashable, Sendable {
  /// The product.
  package var productID: String
  /// Its line of business.
  package var lineOfBusiness: LineOfBusiness
  /// The first day of the plan year; amounts accumulate from it.
  package var planYearStart: Day
  /// What one person pays before the plan does.
  package var deductibleIndividual: Money
  /// What a family pays together before the plan does.
  package var deductibleFamily: Money
  /// Whether only the family amount counts.
  package var isDeductibleAggregate: Bool
  /// The most that one person pays in a plan year.
  package var outOfPocketIndividual: Money
  /// The most that a family pays in a plan year.
  package var outOfPocketFamily: Money
  /// Whether a member must have a primary care provider.
  package var isPrimaryCareRequired: Bool
  /// Whether specialists may be seen without a referral.
  package var isOpenAccess: Bool
  /// Whether a provider without a contract is paid with sequestration (Medicare Advantage).
  package var isNonContractSequestered: Bool
  /// How much is paid behind another payer.
  package var coordinationMethod = CoordinationMethod.standard

  /// Makes the terms.
  package init(
    productID: String, lineOfBusiness: LineOfBusiness, planYearStart: Day,
    deductibleIndividual: Money = .zero, deductibleFamily: Money = .zero,
    isDeductibleAggregate: Bool = false, outOfPocketIndividual: Money,
    outOfPocketFamily: Money, isPrimaryCareRequired: Bool = true, isOpenAccess: Bool = false,
    isNonContractSequestered: Bool = true
  ) {
    self.productID = productID
    self.lineOfBusiness = lineOfBusiness
    self.planYearStart = planYearStart
    self.deductibleIndividual = deductibleIndividual
    self.deductibleFamily = deductibleFamily
    self.isDeductibleAggregate = isDeductibleAggregate
    self.outOfPocketIndividual = outOfPocketIndividual
    self.outOfPocketFamily = outOfPocketFamily
    self.isPrimaryCareRequired = isPrimaryCareRequired
    self.isOpenAccess = isOpenAccess
    self.isNonContractSequestered = isNonContractSequestered
  }
}
