import Domain

/// The running amounts as the lines of a claim move them, one line after the other.
struct RunningAmounts {
  private var balances: [AccumulatorKey: Money]

  init(_ balances: [AccumulatorKey: Money]) {
    self.balances = balances
  }

  /// What has run up.
  func balance(_ key: AccumulatorKey) -> Money {
    balances[key] ?? .zero
  }

  /// Adds to a running amount.
  mutating func add(_ amount: Money, to key: AccumulatorKey) {
    balances[key, default: .zero] += amount
  }

  /// What is left of the deductible for the member of `line` (rule `SHARE-3`).
  func deductibleLeft(for line: CoveredLine) -> Money {
    let family = left(of: line.terms.deductibleFamily, line.key(.family, .deductible))
    guard !line.terms.isDeductibleAggregate else { return family }
    return min(family, left(of: line.terms.deductibleIndividual, line.key(.member, .deductible)))
  }

  /// What the member of `line` can still be asked to pay in the plan year (rule `SHARE-5`).
  func outOfPocketLeft(for line: CoveredLine) -> Money {
    min(
      left(of: line.terms.outOfPocketFamily, line.key(.family, .outOfPocket)),
      left(of: line.terms.outOfPocketIndividual, line.key(.member, .outOfPocket)))
  }

  private func left(of limit: Money, _ key: AccumulatorKey) -> Money {
    max(.zero, limit - balance(key))
  }
}

extension CoveredLine {
  /// The running amount of the member or the family to which the line adds.
  func key(_ scope: AccumulatorKey.Scope, _ kind: AccumulatorKey.Kind) -> AccumulatorKey {
    AccumulatorKey(
      scope: scope, holder: scope == .family ? familyID : memberID, productID: terms.productID,
      planYearStart: terms.planYearStart, kind: kind)
  }
}
