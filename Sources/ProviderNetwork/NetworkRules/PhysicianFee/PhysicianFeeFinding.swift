/// What Medicare's physician fee schedule says about a line.
package enum PhysicianFeeFinding: Hashable, Sendable {
  /// The fees for one unit, in a facility and elsewhere, in the locality.
  case fee(FeeRow, MedicareLocality)
  /// There is none, and why.
  case absent(Absence)

  /// Why the schedule gives no fee, by the name that traces use.
  package enum Absence: String, Hashable, Sendable, CaseIterable {
    /// The claim has no postal code of the provider.
    case postalCodeMissing = "no_postal_code"
    /// No row names the postal code on the day.
    case postalCodeUnknown = "postal_code_not_listed"
    /// The postal code lies in several localities.
    case postalCodeSplit = "postal_code_in_several_localities"
    /// The locality has no costs on the day.
    case costsMissing = "no_costs_of_the_locality"
    /// The day has no conversion factor.
    case factorMissing = "no_conversion_factor"
    /// The procedure has no relative value on the day.
    case valueMissing = "no_relative_value"
    /// Medicare does not pay the procedure by relative values.
    case notPaidByUnits = "not_paid_by_relative_values"
    /// The amount is nothing, or beyond any that is accepted.
    case amountOutOfRange = "amount_out_of_range"
  }

  /// The fees, when there are any.
  package var row: FeeRow? {
    switch self {
    case .fee(let row, _): row
    case .absent: nil
    }
  }
}
