/// The numbers that screening applies where the contract does not say otherwise.
///
/// They are a value and handed to the rules, so that a claim can be screened again with others and the
/// difference be shown.
package struct ScreeningConstants: Hashable, Sendable {
  /// Within how many days a line must arrive when its contract does not say (rule `LATE-1`).
  package var contractFilingDays = 90
  /// Within how many days a line must arrive that has no contract in force (rule `LATE-1`).
  package var outOfNetworkFilingDays = 180
  /// How many days after its remittance a claim may be replaced without a person (rule
  /// `SCREEN-SCOPE`).
  package var replacementDays = 180

  /// The numbers that hold today.
  package static let standard = ScreeningConstants()

  /// Makes the numbers that hold today; each may be set to another.
  package init() {}
}
