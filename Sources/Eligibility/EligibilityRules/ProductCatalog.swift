package import Domain

/// Every product in its plan years, and the category of every procedure.
///
/// A value: an answer is found in one catalog from its first line to its last, even while another
/// is being loaded.
package struct ProductCatalog: Sendable {
  private let planYears: [String: [PlanYear]]
  private let categories: [String: String]
  private let preventive: [String: [PreventiveService]]

  /// Makes a catalog.
  ///
  /// - Parameters:
  ///   - planYears: Plan years of one product never overlap.
  ///   - categories: The category of service by procedure code.
  ///   - preventive: The services that are preventive by law, by procedure code.
  package init(
    planYears: [PlanYear] = [], categories: [String: String] = [:],
    preventive: [String: [PreventiveService]] = [:]
  ) {
    self.preventive = preventive
    self.planYears = Dictionary(grouping: planYears, by: \.terms.productID)
    self.categories = categories
  }

  /// The plan year of `productID` that holds `day`, or nothing when none was loaded.
  package func planYear(of productID: String, on day: Day) -> PlanYear? {
    planYears[productID]?.first { $0.days.contains(day) }
  }

  /// Whether `productID` is a Medicaid product, which pays after every other.
  package func isLastResort(_ productID: String) -> Bool {
    planYears[productID]?.first?.terms.lineOfBusiness == .medicaid
  }

  /// When `procedure` is preventive by law; empty when it never is.
  package func preventiveServices(of procedure: String) -> [PreventiveService] {
    preventive[procedure] ?? []
  }

  /// The category of `procedure`, or nothing when it was put into none.
  package func category(of procedure: String) -> String? {
    categories[procedure]
  }
}
