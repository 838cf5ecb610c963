import Domain

/// What is used of one limit, visit by visit.
struct LimitUse: Hashable, Sendable {
  /// A provider and a day; opening balances stand under no provider.
  struct Visit: Hashable, Sendable {
    let providerNPI: String
    let day: Day
  }

  /// The sums of the postings of a visit.
  struct Sum: Hashable, Sendable {
    var uses = 0
    var amount = Money.zero
  }

  private var sums: [Visit: Sum] = [:]

  /// Adds what was posted.
  mutating func add(_ sum: Sum, to visit: Visit) {
    sums[visit, default: Sum()].uses += sum.uses
    sums[visit, default: Sum()].amount += sum.amount
  }

  /// Takes away what a version of a claim posted, as if it had never been.
  mutating func remove(_ row: LimitRow) {
    add(
      Sum(uses: -row.uses, amount: -row.amount),
      to: Visit(providerNPI: row.providerNPI, day: row.day))
  }

  /// The balance of `key`, whose use this is (rule `LIMIT-3`).
  func balance(of key: LimitKey) -> LimitBalance {
    LimitBalance(
      key: key, visits: sums.reduce(0) { $0 + LimitUse.visits($1.key, $1.value) },
      amount: sums.values.reduce(.zero) { $0 + $1.amount })
  }

  /// The visits that count, as visits of the category of `key`.
  func visits(of key: LimitKey) -> [CopayVisit] {
    sums.filter { !$0.key.providerNPI.isEmpty && $0.value.uses > 0 }.map { visit, _ in
      CopayVisit(providerNPI: visit.providerNPI, day: visit.day, category: key.category)
    }
  }

  private static func visits(_ visit: Visit, _ sum: Sum) -> Int {
    visit.providerNPI.isEmpty ? sum.uses : sum.uses > 0 ? 1 : 0
  }
}
