/// One visit of one member, of which one copay is due at most: a provider, a day and a category.
package struct CopayVisit: Hashable, Sendable {
  /// Who did it.
  package var providerNPI: String
  /// The day of service.
  package var day: Day
  /// The category of service, such as `office_visit`.
  package var category: String

  /// Makes a visit.
  package init(providerNPI: String, day: Day, category: String) {
    self.providerNPI = providerNPI
    self.day = day
    self.category = category
  }
}

extension CopayVisit: Comparable {
  /// The order in which visits are listed: day, provider, category.
  package static func < (left: CopayVisit, right: CopayVisit) -> Bool {
    (left.day, left.providerNPI, left.category) < (right.day, right.providerNPI, right.category)
  }
}
