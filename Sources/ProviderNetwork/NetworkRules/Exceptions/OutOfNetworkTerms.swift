package import Domain

/// What a product owes for an emergency where no contract is in force.
package struct OutOfNetworkTerms: Hashable, Sendable {
  /// The amount that is owed.
  package enum Basis: String, Hashable, Sendable, CaseIterable {
    /// What original Medicare and the member would pay together.
    case medicare
    /// The qualifying payment amount of the No Surprises Act.
    case qualifyingPayment = "qualifying_payment"

    /// How a line says that it is priced so.
    package var feeMethod: ContractFacts.FeeMethod {
      switch self {
      case .medicare: .medicare
      case .qualifyingPayment: .qualifyingPayment
      }
    }

    /// Whether the law of a line of business makes it owe this (rule `NET-OON-4`).
    package func isOwed(by line: LineOfBusiness) -> Bool { feeMethod.isOwed(by: line) }
  }

  /// The product.
  package var productID: String
  /// The days of service for which they hold.
  package var days: DaySpan
  /// The amount that is owed.
  package var basis: Basis
  /// The schedule that lists it.
  package var feeScheduleID: String

  /// Makes the terms.
  package init(productID: String, days: DaySpan, basis: Basis, feeScheduleID: String) {
    self.productID = productID
    self.days = days
    self.basis = basis
    self.feeScheduleID = feeScheduleID
  }
}
