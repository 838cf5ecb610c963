package import Domain

/// How the pool of one payee under a contract is divided after the year (rules `WITHHOLD-4` and
/// `WITHHOLD-5`).
package struct WithholdSettlement: Hashable, Sendable {
  /// What goes back to the payee; negative where it is taken back.
  package let released: Money
  /// What stays with the plan; negative where it is given up.
  package let forfeited: Money
  /// What was used for a share of a loss and is owed again; negative or nothing.
  package let applied: Money

  /// Divides what stands in a pool: `returned` of it goes back, rounded half-up, the rest stays.
  package init(of pool: Money, returned: BasisPoints) {
    released = pool.share(returned)
    forfeited = pool - released
    applied = .zero
  }

  /// Takes back what a settled pool lacks since a claim was taken back.
  ///
  /// It is divided as the pool was, but no more is given up than stayed with the plan; the payee owes
  /// the rest.
  package init(takingBack shortage: Money, from settled: Settled) {
    let kept = min(shortage - shortage.share(settled.returned), settled.forfeited)
    let owed = shortage - kept
    let paid = min(owed, settled.released)
    released = -paid
    forfeited = -kept
    applied = paid - owed
  }

  /// What was settled of a pool so far.
  package struct Settled: Hashable, Sendable {
    /// What went back to the payee.
    package var released: Money
    /// What stays with the plan.
    package var forfeited: Money
    /// The share that went back, when it was settled last.
    package var returned: BasisPoints

    /// Makes a sum of settlements.
    package init(released: Money, forfeited: Money, returned: BasisPoints) {
      self.released = released
      self.forfeited = forfeited
      self.returned = returned
    }
  }

  /// What leaves the pool; negative where it comes back.
  package var total: Money { released + forfeited + applied }

  /// What the payee gets by the next remittance; negative where it owes.
  package var due: Money { released + applied }
}
