package import Domain

/// What a contract pays for members by the month (rule `CAP-1`).
package struct CapitationTerms: Hashable, Sendable {
  /// When a month counts for a member.
  package var counting: CapitationCounting
  /// The rates.
  package var rates: [CapitationRate]

  /// Makes terms.
  package init(counting: CapitationCounting, rates: [CapitationRate]) {
    self.counting = counting
    self.rates = rates
  }

  /// The places of two rates that some member would fit both; nothing when there are none.
  package func firstOverlap() -> (Int, Int)? {
    for later in rates.indices {
      for earlier in rates.indices.prefix(upTo: later)
      where rates[earlier].overlaps(rates[later]) {
        return (earlier, later)
      }
    }
    return nil
  }

  /// The rate of a member, by the age on the first day of the month; nothing when none fits.
  package func rate(of member: RosterEntry, in month: CapitationMonth) -> Money? {
    let age = min(member.age(on: month.first), CapitationRate.ageMax)
    return rates.first { $0.fits(member, age: age) }?.amount
  }
}
