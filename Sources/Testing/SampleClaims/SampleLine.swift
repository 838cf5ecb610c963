package import Domain

/// A service line of an invented claim.
package struct SampleLine: Hashable, Sendable {
  /// The procedure code.
  package let code: String
  /// Up to four modifiers.
  package let modifiers: [String]
  /// What is billed.
  package let charge: Money
  /// How many units.
  package let units: Quantity
  /// The first or only day of service.
  package let day: Day
  /// The last day of service when it is another one.
  package let lastDay: Day?
  /// The numbers of the diagnoses, the most important first.
  package let pointers: [Int]
  /// Whether it is an emergency.
  package let isEmergency: Bool
  /// The provider's number of the line, sent as REF*6R.
  package let controlNumber: String?

  /// Makes a line.
  package init(
    code: String, modifiers: [String] = [], charge: Money, units: Quantity = Quantity(units: 1),
    day: Day, lastDay: Day? = nil, pointers: [Int] = [1], isEmergency: Bool = false,
    controlNumber: String? = nil
  ) {
    self.code = code
    self.modifiers = modifiers
    self.charge = charge
    self.units = units
    self.day = day
    self.lastDay = lastDay
    self.pointers = pointers
    self.isEmergency = isEmergency
    self.controlNumber = controlNumber
  }
}
