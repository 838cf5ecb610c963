/// Whose limit it is: a member's, for one category of service in one plan year.
package struct LimitKey: Hashable, Sendable {
  /// The member.
  package var memberID: String
  /// The product.
  package var productID: String
  /// The first day of the plan year.
  package var planYearStart: Day
  /// The category of service, such as `therapy`.
  package var category: String

  /// Makes a key.
  package init(memberID: String, productID: String, planYearStart: Day, category: String) {
    self.memberID = memberID
    self.productID = productID
    self.planYearStart = planYearStart
    self.category = category
  }
}

extension LimitKey: Comparable {
  /// The order in which limits are listed: member, product, plan year, category.
  package static func < (left: LimitKey, right: LimitKey) -> Bool {
    (left.memberID, left.productID, left.planYearStart, left.category)
      < (right.memberID, right.productID, right.planYearStart, right.category)
  }
}
