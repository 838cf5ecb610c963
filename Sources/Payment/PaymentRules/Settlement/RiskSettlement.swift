package import Domain

/// The group's part of what a year of care cost less or more than its budget (rule `SETTLE-1`).
package struct RiskSettlement: Hashable, Sendable {
  /// The budget less what the care cost; negative when it cost more.
  package let gain: Money
  /// What the group gets of a gain.
  package let bonus: Money
  /// What the group owes of a loss.
  package let deficit: Money

  /// Settles a year; both amounts lie between nothing and the largest amount.
  package init(budget: Money, actual: Money, terms: RiskTerms) {
    gain = budget - actual
    let size = max(gain, -gain)
    guard size > .zero, size >= budget.share(terms.minimum) else {
      (bonus, deficit) = (.zero, .zero)
      return
    }
    let cap = budget.share(terms.cap)
    let part = size.share(terms.share)
    bonus = gain > .zero ? min(part.share(terms.quality), cap) : .zero
    deficit = gain < .zero ? min(part, cap) : .zero
  }
}
