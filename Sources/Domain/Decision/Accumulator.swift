/// Whose running amount it is, in which plan year and of which kind.
package struct AccumulatorKey: Hashable, Sendable {
  /// One person's amount or a family's.
  package enum Scope: String, Sendable, Hashable, CaseIterable {
    case family
    case member
  }

  /// What is counted.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case deductible
    case outOfPocket = "out_of_pocket"
  }

  /// One person's or a family's.
  package var scope: Scope
  /// The member or family.
  package var holder: String
  /// The product.
  package var productID: String
  /// The first day of the plan year.
  package var planYearStart: Day
  /// What is counted.
  package var kind: Kind

  /// Makes a key.
  package init(
    scope: Scope, holder: String, productID: String, planYearStart: Day, kind: Kind
  ) {
    self.scope = scope
    self.holder = holder
    self.productID = productID
    self.planYearStart = planYearStart
    self.kind = kind
  }

  /// Of holder and kind alone: nearly all amounts that are looked up together differ in these, and every
  /// share of a line looks some of them up.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(holder)
    hasher.combine(kind == .deductible)
  }
}

/// One amount added to a running amount; never changed afterwards.
package struct AccumulatorPosting: Hashable, Sendable {
  /// The running amount.
  package var key: AccumulatorKey
  /// The line that added it; 0 for an opening balance and for a claim as a whole.
  package var lineNumber: Int
  /// The amount added, never zero.
  package var amount: Money

  /// Makes a posting.
  package init(key: AccumulatorKey, lineNumber: Int, amount: Money) {
    self.key = key
    self.lineNumber = lineNumber
    self.amount = amount
  }
}
