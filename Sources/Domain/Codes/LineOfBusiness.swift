/// A line of business; it decides which law and which reductions apply.
package enum LineOfBusiness: String, Sendable, Hashable, CaseIterable {
  case medicareAdvantage = "medicare_advantage"
  case commercialGroup = "commercial_group"
  case commercialIndividual = "commercial_individual"
  case medicaid
}
