import Domain
import DomainMessages
import EligibilityRules
import Messages

/// A product in one plan year, as a load states it.
struct LoadedPlanYear: Hashable, Sendable {
  /// How many benefit rows a plan year has at most.
  static let benefitsMax = 10_000

  /// The terms.
  let terms: ProductTerms
  /// The days of the plan year.
  let days: DaySpan
  /// The benefit rows by their names.
  let benefits: [BenefitRow]

  /// Reads and checks a product.
  init(_ message: EligibilityV1.Product) throws(MessageError) {
    guard let termsMessage = message.terms else { throw MessageError("terms", "is missing") }
    do throws(MessageError) {
      terms = try ProductTerms(termsMessage)
    } catch {
      throw error.within("terms")
    }
    let lastDay = try Day(message.planYearEnd, "plan_year_end")
    guard let days = DaySpan(checkedFrom: terms.planYearStart, to: lastDay) else {
      throw MessageError("plan_year_end", "is before the plan year starts")
    }
    self.days = days
    let rows = try MessageCheck.list(
      message.benefits, "benefits", countMax: LoadedPlanYear.benefitsMax, BenefitRow.init)
    try LoadedPlanYear.checkUnique(rows)
    benefits = rows.sorted { $0.benefitID < $1.benefitID }
  }

  /// The plan year as the rules see it.
  var planYear: PlanYear { PlanYear(terms: terms, to: days.to, benefits: benefits) }

  private struct Use: Hashable {
    var category: String
    var role: ProviderRole
  }

  private static func checkUnique(_ rows: [BenefitRow]) throws(MessageError) {
    var names: Set<String> = []
    var uses: Set<Use> = []
    for (index, row) in rows.enumerated() {
      guard names.insert(row.benefitID).inserted else {
        throw MessageError("benefits[\(index)].benefit_id", "is that of an earlier row")
      }
      guard uses.insert(Use(category: row.category, role: row.providerRole)).inserted else {
        throw MessageError("benefits[\(index)]", "has category and role of an earlier row")
      }
    }
  }
}
