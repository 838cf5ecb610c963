import Domain

/// What the member owes of a line, by kind.
struct MemberShare: Equatable {
  var copay = Money.zero
  var deductible = Money.zero
  var coinsurance = Money.zero
  /// Whether the out-of-pocket limit cut it.
  var isCut = false

  /// All three together.
  var total: Money { copay + deductible + coinsurance }

  /// The share as a remittance lists it; kinds that are zero are left out.
  var adjustments: [Adjustment] {
    [("1", deductible), ("2", coinsurance), ("3", copay)]
      .filter { $0.1 != .zero }
      .map { Adjustment(.patient, AdjustmentCode(rawValue: $0.0), $0.1) }
  }
}
