import Domain

/// A kind of what a member owes of a line.
package enum ShareKind: Hashable, Sendable, CaseIterable {
  case copay
  case deductible
  case coinsurance
}

/// What the member owes of a line, by kind.
struct MemberShare: Equatable {
  var copay = Money.zero
  var deductible = Money.zero
  var coinsurance = Money.zero
  /// Whether the out-of-pocket limit cut it.
  var isCut = false

  /// All three together.
  var total: Money { copay + deductible + coinsurance }

  /// What is owed of one kind.
  subscript(_ kind: ShareKind) -> Money {
    get {
      switch kind {
      case .copay: copay
      case .deductible: deductible
      case .coinsurance: coinsurance
      }
    }
    set {
      switch kind {
      case .copay: copay = newValue
      case .deductible: deductible = newValue
      case .coinsurance: coinsurance = newValue
      }
    }
  }

  /// Lowers the share by `amount`, one of the `kinds` after the other.
  mutating func lower(by amount: Money, _ kinds: [ShareKind]) {
    var amount = amount
    for kind in kinds {
      let taken = min(amount, self[kind])
      self[kind] -= taken
      amount -= taken
    }
  }

  /// The share as a remittance lists it; kinds that are zero are left out.
  var adjustments: [Adjustment] {
    [("1", deductible), ("2", coinsurance), ("3", copay)]
      .filter { $0.1 != .zero }
      .map { Adjustment(.patient, AdjustmentCode(rawValue: $0.0), $0.1) }
  }
}
