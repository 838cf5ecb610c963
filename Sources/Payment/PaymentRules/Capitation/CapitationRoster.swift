import Domain

/// Everyone who was assigned to a payee under a contract in a month.
package struct CapitationRoster: Hashable, Sendable {
  /// A member for whom the month counts has no rate.
  package struct RateMissing: Error, Hashable, Sendable {
    /// The place of the member's first entry that counts.
    package let place: Int

    /// Names a place.
    package init(place: Int) {
      self.place = place
    }
  }

  /// The entries; those of one member share no day.
  package let entries: [RosterEntry]

  /// Makes a roster.
  package init(_ entries: [RosterEntry]) {
    self.entries = entries
  }

  /// The members for whom the month counts, in the order of their numbers, each with what is paid
  /// (rules `CAP-1` to `CAP-3`).
  ///
  /// The rate is that of the first entry that counts: one rate a member and month.
  package func memberMonths(
    in month: CapitationMonth, under terms: CapitationTerms
  ) throws(RateMissing) -> [MemberMonth] {
    var counted: [String: (days: Int, place: Int)] = [:]
    for place in entries.indices {
      let days = terms.counting.days(of: month, in: entries[place].days)
      guard days > 0 else { continue }
      let id = entries[place].memberID
      let known = counted[id] ?? (days: 0, place: place)
      let isEarlier = entries[place].days.from < entries[known.place].days.from
      counted[id] = (known.days + days, isEarlier ? place : known.place)
    }
    var months: [MemberMonth] = []
    for (id, (days, place)) in counted.sorted(by: { $0.key < $1.key }) {
      guard let rate = terms.rate(of: entries[place], in: month) else {
        throw RateMissing(place: place)
      }
      months.append(MemberMonth(memberID: id, days: days, rate: rate, in: month))
    }
    return months
  }
}
