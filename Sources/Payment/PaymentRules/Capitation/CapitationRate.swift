package import Domain

/// The sex of a member as far as rates ask for it.
package enum MemberSex: String, Hashable, Sendable {
  /// Female.
  case female = "F"
  /// Male.
  case male = "M"
}

/// What a contract pays for one kind of member and month.
package struct CapitationRate: Hashable, Sendable {
  /// The greatest age that is told apart; who is older counts as of this age.
  package static let ageMax = 150

  /// The largest rate: 1,000,000.00.
  package static let amountMax = Money(cents: 100_000_000)

  /// What the roster must say of the member; empty for any.
  package var category: String
  /// The sex; absent for any.
  package var sex: MemberSex?
  /// The ages in years.
  package var ages: ClosedRange<Int>
  /// The amount for a whole month.
  package var amount: Money

  /// Makes a rate.
  package init(category: String = "", sex: MemberSex?, ages: ClosedRange<Int>, amount: Money) {
    self.category = category
    self.sex = sex
    self.ages = ages
    self.amount = amount
  }

  /// Whether it is for such a member. One whose sex is not known fits only a rate for any.
  func fits(_ member: RosterEntry, age: Int) -> Bool {
    (category.isEmpty || category == member.category) && (sex == nil || sex == member.sex)
      && ages.contains(age)
  }

  /// Whether some member would fit both.
  func overlaps(_ other: CapitationRate) -> Bool {
    (category.isEmpty || other.category.isEmpty || category == other.category)
      && (sex == nil || other.sex == nil || sex == other.sex) && ages.overlaps(other.ages)
  }
}
