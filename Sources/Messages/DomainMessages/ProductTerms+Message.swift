package import Domain
package import Messages

extension ProductTerms {
  /// Reads the terms of a product; absent deductibles are nothing, the yearly maxima must be there.
  package init(_ message: borrowing EligibilityV1.ProductTerms) throws(MessageError) {
    self.init(
      productID: try MessageCheck.identifier(message.productID, "product_id"),
      lineOfBusiness: try LineOfBusiness(message.lineOfBusiness, "line_of_business"),
      planYearStart: try Day(message.planYearStart, "plan_year_start"),
      deductibleIndividual: try Money(
        notNegative: message.deductibleIndividual, "deductible_individual", absent: .zero),
      deductibleFamily: try Money(
        notNegative: message.deductibleFamily, "deductible_family", absent: .zero),
      isDeductibleAggregate: message.isDeductibleAggregate,
      outOfPocketIndividual: try Money(
        notNegative: message.outOfPocketIndividual, "out_of_pocket_individual"),
      outOfPocketFamily: try Money(
        notNegative: message.outOfPocketFamily, "out_of_pocket_family"),
      isPrimaryCareRequired: message.isPrimaryCareRequired, isOpenAccess: message.isOpenAccess,
      isNonContractSequestered: message.isNonContractSequestered)
    coordinationMethod = try CoordinationMethod(
      message.coordinationMethod, "coordination_method")
  }

  /// The terms as a message.
  package var message: EligibilityV1.ProductTerms {
    var message = EligibilityV1.ProductTerms()
    message.productID = productID
    message.lineOfBusiness = lineOfBusiness.message
    message.planYearStart = planYearStart.message
    message.deductibleIndividual = deductibleIndividual.message
    message.deductibleFamily = deductibleFamily.message
    message.isDeductibleAggregate = isDeductibleAggregate
    message.outOfPocketIndividual = outOfPocketIndividual.message
    message.outOfPocketFamily = outOfPocketFamily.message
    message.isPrimaryCareRequired = isPrimaryCareRequired
    message.isOpenAccess = isOpenAccess
    message.isNonContractSequestered = isNonContractSequestered
    message.coordinationMethod = coordinationMethod.message
    return message
  }
}
