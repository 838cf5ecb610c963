package import Domain

/// Days on which a member was assigned to a payee, with what rates ask of the member.
package struct RosterEntry: Hashable, Sendable {
  /// The member's number.
  package var memberID: String
  /// The birth date.
  package var birthDate: Redacted<Day>
  /// The sex; absent when not known.
  package var sex: MemberSex?
  /// What terms may ask for, such as the product.
  package var category: String
  /// The days.
  package var days: DaySpan

  /// Makes an entry.
  package init(
    memberID: String, birthDate: Day, sex: MemberSex? = nil, category: String = "", days: DaySpan
  ) {
    self.memberID = memberID
    self.birthDate = Redacted(birthDate)
    self.sex = sex
    self.category = category
    self.days = days
  }

  /// The age in whole years on `day`; 0 for one who is born later.
  func age(on day: Day) -> Int {
    let (birth, now) = (birthDate.exposed.parts, day.parts)
    let isBefore = (now.month, now.day) < (birth.month, birth.day)
    return max(0, now.year - birth.year - (isBefore ? 1 : 0))
  }
}
