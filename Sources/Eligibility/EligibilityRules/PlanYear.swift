package import Domain

/// A product in one plan year: its terms, its days and its benefit rows.
package struct PlanYear: Hashable, Sendable {
  /// The terms.
  package let terms: ProductTerms
  /// The days of the plan year; the first is the terms' ``ProductTerms/planYearStart``.
  package let days: DaySpan
  /// The benefit rows by category of service.
  package let benefits: [String: [BenefitRow]]

  /// Makes a plan year.
  package init(terms: ProductTerms, to lastDay: Day, benefits: [BenefitRow]) {
    self.terms = terms
    self.days = DaySpan(from: terms.planYearStart, to: lastDay)
    self.benefits = Dictionary(grouping: benefits, by: \.category)
  }
}
