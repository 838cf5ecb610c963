package import Domain

/// What a roster changes of what is paid for a month so far (rule `CAP-4`).
package struct CapitationDifference: Hashable, Sendable {
  /// One member whose amount became another.
  package struct Change: Hashable, Sendable {
    /// What is paid for the member now; no days for one who is paid for no more.
    package let month: MemberMonth
    /// How much more than before; negative when less.
    package let change: Money
  }

  /// The members whose amounts change, in the order of their numbers.
  package let changes: [Change]
  /// What the month comes to.
  package let amount: Money
  /// What of it is new; negative when money is taken back.
  package let difference: Money

  /// Compares what a roster comes to with what is paid by member so far.
  package init(
    from paid: [String: Money], to months: [MemberMonth], in month: CapitationMonth
  ) {
    var left = paid
    var changes: [Change] = []
    for current in months {
      let change = current.amount - (left.removeValue(forKey: current.memberID) ?? .zero)
      if change != .zero { changes.append(Change(month: current, change: change)) }
    }
    for (memberID, amount) in left where amount != .zero {
      let none = MemberMonth(memberID: memberID, days: 0, rate: .zero, in: month)
      changes.append(Change(month: none, change: -amount))
    }
    self.changes = changes.sorted { $0.month.memberID < $1.month.memberID }
    amount = months.reduce(.zero) { $0 + $1.amount }
    difference = changes.reduce(.zero) { $0 + $1.change }
  }
}
