package import Domain

/// What one event enters in the ledger; its debits and credits add up to nothing (rule `LEDGER-1`).
///
/// Nothing makes one that does not: an amount only moves from one account to another, and entries
/// that come from elsewhere are taken when they balance.
package struct LedgerPosting: Hashable, Sendable {
  /// One amount on one account; a debit is positive, a credit negative, and none is zero.
  package struct Entry: Hashable, Sendable {
    /// The account.
    package let account: LedgerAccount
    /// The amount.
    package let amount: Money
  }

  /// The entries in the order of the accounts.
  package private(set) var entries: [Entry] = []

  /// Makes a posting without entries.
  package init() {}

  /// Takes entries that were made elsewhere; nothing when debits and credits differ.
  package init?(_ amounts: [LedgerAccount: Money]) {
    var sum: Int64 = 0
    for amount in amounts.values {
      let (next, isBeyond) = sum.addingReportingOverflow(amount.cents)
      guard !isBeyond else { return nil }
      sum = next
    }
    guard sum == 0 else { return nil }
    for (account, amount) in amounts { add(amount, to: account) }
  }

  /// Debits one account and credits another with the same amount; a negative one takes such an entry
  /// back.
  package mutating func enter(
    _ amount: Money, debit: LedgerAccount, credit: LedgerAccount
  ) {
    add(amount, to: debit)
    add(-amount, to: credit)
  }

  /// Whether there is nothing to enter.
  package var isEmpty: Bool { entries.isEmpty }

  /// The amount on an account.
  package subscript(account: LedgerAccount) -> Money {
    entries.first { $0.account == account }?.amount ?? .zero
  }

  private mutating func add(_ amount: Money, to account: LedgerAccount) {
    guard amount != .zero else { return }
    guard let place = entries.firstIndex(where: { $0.account >= account }) else {
      entries.append(Entry(account: account, amount: amount))
      return
    }
    guard entries[place].account == account else {
      entries.insert(Entry(account: account, amount: amount), at: place)
      return
    }
    let sum = entries[place].amount + amount
    if sum == .zero {
      entries.remove(at: place)
    } else {
      entries[place] = Entry(account: account, amount: sum)
    }
  }
}
