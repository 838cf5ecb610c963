import Domain
import Messages

/// What sequestration kept in one group of a report, added up from the ledger's groups.
struct SequestrationFigures: Hashable, Sendable {
  /// The payments before sequestration, less what was taken back.
  private(set) var base = Money.zero
  /// What was kept of them.
  private(set) var sequestered = Money.zero
  /// What was paid.
  private(set) var paid = Money.zero
  /// What would be kept at the other rate; zero when none was asked for.
  private(set) var otherwise = Money.zero
  /// How many claims, one counted in each month in which it has a service.
  private(set) var claims: Int64 = 0
  /// The rates that were applied, in basis points.
  private(set) var rates: Set<Int32> = []
  /// By tax number, how many members at least.
  private var membersByPractice: [String: Int32] = [:]

  /// Adds a group of the ledger.
  mutating func add(_ group: PaymentV1.SequestrationGroup) {
    base += group.baseAmount.amount
    sequestered += group.sequestered.amount
    paid += group.paid.amount
    otherwise += group.whatIfSequestered.amount
    claims += Int64(group.claims)
    rates.insert(group.rateBasisPoints)
    membersByPractice[group.billingTIN] = max(
      membersByPractice[group.billingTIN] ?? 0, group.members)
  }

  /// Adds another group of the report.
  mutating func add(_ other: SequestrationFigures) {
    base += other.base
    sequestered += other.sequestered
    paid += other.paid
    otherwise += other.otherwise
    claims += other.claims
    rates.formUnion(other.rates)
    membersByPractice.merge(other.membersByPractice, uniquingKeysWith: max)
  }

  /// How many practices, that is, tax numbers.
  var practices: Int { membersByPractice.count }

  /// How many members at least, one counted at each practice: of the groups of a practice the largest
  /// counts, because the ledger's groups may be of the same members.
  var membersMin: Int64 {
    membersByPractice.values.reduce(0) { $0 + Int64($1) }
  }

  /// What contracts keep of the payments until they are settled.
  var withheld: Money { base - sequestered - paid }

  /// What would be kept at the other rate, less what was kept.
  var change: Money { otherwise - sequestered }

  /// What would have been paid at the other rate, as far as withholds do not change with it.
  var paidOtherwise: Money { paid - change }

  /// The rates as people write them, such as `1 %, 2 %`.
  var ratesText: String {
    rates.sorted().map { BasisPoints($0).description }.joined(separator: ", ")
  }
}

extension TypeV1.Money? {
  /// The amount; nothing is zero.
  fileprivate var amount: Money { Money(cents: self?.cents ?? 0) }
}
