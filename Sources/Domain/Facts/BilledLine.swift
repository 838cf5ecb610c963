/// One line of a claim as it was billed.
package struct BilledLine: Hashable, Sendable {
  /// The line's number in the claim, from 1; 0 for an inpatient claim as a whole.
  package var lineNumber: Int
  /// The procedure code.
  package var procedure: String
  /// Its modifiers, in order.
  package var modifiers: [String]
  /// The charge.
  package var charge: Money
  /// How many units.
  package var quantity: Quantity
  /// What the quantity counts, such as `MJ` minutes; empty for units.
  package var unit = ""
  /// The first day of service.
  package var day: Day
  /// The place of service.
  package var placeOfService: String
  /// Who did it.
  package var renderingNPI: String
  /// What payers before this plan decided of the line; absent when this plan pays first.
  package var priorPayment: PriorPayment?
  /// The stay, when the line is the whole of an inpatient claim.
  package var stay: Stay?
  /// The lines of the same day that include it, when they are not denied.
  package var packagedInto: [Int] = []

  /// Whether the quantity counts units, so that a fee for one unit prices it.
  package var isCountedInUnits: Bool { unit.isEmpty || unit == "UN" }

  /// Makes a line.
  package init(
    lineNumber: Int, procedure: String, modifiers: [String] = [], charge: Money,
    quantity: Quantity = Quantity(units: 1), day: Day, placeOfService: String = "11",
    renderingNPI: String
  ) {
    self.lineNumber = lineNumber
    self.procedure = procedure
    self.modifiers = modifiers
    self.charge = charge
    self.quantity = quantity
    self.day = day
    self.placeOfService = placeOfService
    self.renderingNPI = renderingNPI
  }
}
