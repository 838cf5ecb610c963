import Domain
import EligibilityRules
import Storage

/// Reads and writes products in their plan years, benefit rows and categories.
enum CatalogRows {
  /// The whole catalog.
  static func catalog(in reader: some StoreReading) throws -> ProductCatalog {
    var categories: [String: String] = [:]
    try reader.forEach("SELECT procedure, category FROM procedure_category") { row in
      categories[try row.value(0)] = try row.value(1, as: String.self)
    }
    return ProductCatalog(planYears: try planYears(in: reader), categories: categories)
  }

  /// Every plan year with its benefit rows.
  static func planYears(in reader: some StoreReading) throws -> [PlanYear] {
    let years = try reader.rows(
      """
      SELECT product_id, line_of_business, from_day, to_day, deductible_individual, \
      deductible_family, is_deductible_aggregate, out_of_pocket_individual, \
      out_of_pocket_family, is_primary_care_required, is_open_access, \
      is_non_contract_sequestered, coordination_method FROM plan_year ORDER BY product_id, from_day
      """, read: planYear)
    return try years.map { year in
      PlanYear(
        terms: year.terms, to: year.lastDay,
        benefits: try benefits(of: year.terms.productID, from: year.terms.planYearStart, in: reader)
      )
    }
  }

  /// Adds or replaces a plan year with its benefit rows.
  static func replace(
    _ terms: ProductTerms, to lastDay: Day, benefits: [BenefitRow], in transaction: Transaction
  ) throws {
    try transaction.execute(
      "DELETE FROM benefit WHERE product_id = $1 AND from_day = $2", terms.productID,
      terms.planYearStart)
    try transaction.execute(
      """
      INSERT INTO plan_year (product_id, from_day, to_day, line_of_business, \
      deductible_individual, deductible_family, is_deductible_aggregate, \
      out_of_pocket_individual, out_of_pocket_family, is_primary_care_required, \
      is_open_access, is_non_contract_sequestered, coordination_method) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
      ON CONFLICT (product_id, from_day) DO UPDATE SET to_day = excluded.to_day, \
      line_of_business = excluded.line_of_business, \
      deductible_individual = excluded.deductible_individual, \
      deductible_family = excluded.deductible_family, \
      is_deductible_aggregate = excluded.is_deductible_aggregate, \
      out_of_pocket_individual = excluded.out_of_pocket_individual, \
      out_of_pocket_family = excluded.out_of_pocket_family, \
      is_primary_care_required = excluded.is_primary_care_required, \
      is_open_access = excluded.is_open_access, \
      is_non_contract_sequestered = excluded.is_non_contract_sequestered, \
      coordination_method = excluded.coordination_method
      """, terms.productID, terms.planYearStart, lastDay, terms.lineOfBusiness.rawValue,
      terms.deductibleIndividual, terms.deductibleFamily, terms.isDeductibleAggregate,
      terms.outOfPocketIndividual, terms.outOfPocketFamily, terms.isPrimaryCareRequired,
      terms.isOpenAccess, terms.isNonContractSequestered, terms.coordinationMethod.rawValue)
    for row in benefits { try insert(row, of: terms, in: transaction) }
  }

  /// Puts a procedure into a category, in place of the one it was in.
  static func put(
    _ procedure: String, into category: String, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO procedure_category (procedure, category) VALUES ($1, $2) \
      ON CONFLICT (procedure) DO UPDATE SET category = excluded.category
      """, procedure, category)
  }

  /// Says that the catalog is another one now, so that kept copies are dropped.
  static func advanceVersion(in transaction: Transaction) throws {
    try transaction.execute("UPDATE catalog_version SET version = version + 1 WHERE id = 1")
  }

  private static func insert(
    _ row: BenefitRow, of terms: ProductTerms, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO benefit (product_id, from_day, benefit_id, category, provider_role, \
      is_covered, liability, copay, is_deductible_applied, coinsurance, is_preventive, \
      is_counted_to_out_of_pocket, is_supplemental, is_authorization_required, \
      is_referral_required) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      """, terms.productID, terms.planYearStart, row.benefitID, row.category,
      row.providerRole.rawValue, row.isCovered, row.liability.rawValue, row.copay,
      row.isDeductibleApplied, row.coinsurance, row.isPreventive, row.isCountedToOutOfPocket,
      row.isSupplemental, row.isAuthorizationRequired, row.isReferralRequired)
  }

  private static func benefits(
    of productID: String, from day: Day, in reader: some StoreReading
  ) throws -> [BenefitRow] {
    try reader.rows(
      """
      SELECT benefit_id, category, provider_role, is_covered, liability, copay, \
      is_deductible_applied, coinsurance, is_preventive, is_counted_to_out_of_pocket, \
      is_supplemental, is_authorization_required, is_referral_required FROM benefit \
      WHERE product_id = $1 AND from_day = $2 ORDER BY benefit_id
      """, productID, day, read: benefit)
  }

  private static func planYear(
    _ row: borrowing Row
  ) throws -> (terms: ProductTerms, lastDay: Day) {
    var terms = ProductTerms(
      productID: try row.value(0), lineOfBusiness: try row.code(1),
      planYearStart: try row.value(2), deductibleIndividual: try row.value(4),
      deductibleFamily: try row.value(5), isDeductibleAggregate: try row.value(6),
      outOfPocketIndividual: try row.value(7), outOfPocketFamily: try row.value(8),
      isPrimaryCareRequired: try row.value(9), isOpenAccess: try row.value(10),
      isNonContractSequestered: try row.value(11))
    terms.coordinationMethod = try row.code(12)
    return (terms, try row.value(3))
  }

  private static func benefit(_ row: borrowing Row) throws -> BenefitRow {
    BenefitRow(
      benefitID: try row.value(0), category: try row.value(1), providerRole: try row.code(2),
      isCovered: try row.value(3), liability: try row.code(4), copay: try row.value(5),
      isDeductibleApplied: try row.value(6), coinsurance: try row.value(7),
      isPreventive: try row.value(8), isCountedToOutOfPocket: try row.value(9),
      isSupplemental: try row.value(10), isAuthorizationRequired: try row.value(11),
      isReferralRequired: try row.value(12))
  }
}
