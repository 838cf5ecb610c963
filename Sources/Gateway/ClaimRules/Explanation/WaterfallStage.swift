import Domain

/// In which order the steps of a waterfall stand.
///
/// A remittance lists amounts by who bears them; a person asks what was done first.
enum WaterfallStage: Int, Comparable {
  /// What the contract takes from the charge.
  case price
  /// What the contract recognises.
  case allowed
  /// What the member bears.
  case share
  /// What other payers paid.
  case otherPayer
  /// What the budget law keeps.
  case sequestration
  /// What the contract keeps until its year is settled.
  case withhold

  /// The stage of an amount.
  init(_ adjustment: Adjustment) {
    switch (adjustment.group, adjustment.code.rawValue) {
    case (.patient, _): self = .share
    case (_, "23"): self = .otherPayer
    case (_, "253"): self = .sequestration
    case (_, "104"): self = .withhold
    default: self = .price
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Adjustment {
  /// What people call it.
  var title: String {
    switch (group, code.rawValue) {
    case (.patient, "1"): "Deductible"
    case (.patient, "2"): "Coinsurance"
    case (.patient, "3"): "Copay"
    case (_, "23"): "Other payers"
    case (_, "24"): "Paid outside the claim"
    case (_, "45"): "Contract price"
    case (_, "94"): "Fee above the charge"
    case (_, "97"): "Included elsewhere"
    case (_, "104"): "Withhold"
    case (_, "119"), (_, "222"): "Limit reached"
    case (_, "198"): "Units not authorized"
    case (_, "253"): "Sequestration"
    default: label
    }
  }
}
