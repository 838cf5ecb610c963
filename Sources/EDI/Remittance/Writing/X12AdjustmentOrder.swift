import Domain

/// The order in which a remittance lists adjustments (rule `EDI-REMIT-ORDER`): the same decision
/// gives the same bytes.
///
/// Groups as the domain declares them; in a group first denials and cut-backs, then what sets the
/// price, then what is taken from the payment.
enum X12AdjustmentOrder {
  private static let ranks: [AdjustmentGroup: [AdjustmentCode]] = [
    .contractual: ["45", "94", "131", "24", "303", "253", "104"],
    .patient: ["1", "2", "3", "275"],
  ]

  /// `adjustments` in order, with one entry for each group and code and without those of zero.
  static func arranged(_ adjustments: [Adjustment]) -> [Adjustment] {
    var order: [Key] = []
    var sums: [Key: Adjustment] = [:]
    for adjustment in adjustments {
      let key = Key(adjustment)
      guard let sum = sums[key] else {
        order.append(key)
        sums[key] = adjustment
        continue
      }
      sums[key] = added(sum, adjustment)
    }
    return order.sorted().compactMap { sums[$0] }.filter { $0.amount != .zero }
  }

  private static func added(_ left: Adjustment, _ right: Adjustment) -> Adjustment {
    var sum = left
    sum.amount += right.amount
    if let quantity = right.quantity { sum.quantity = (left.quantity ?? .zero) + quantity }
    return sum
  }

  /// Group and code with their place in the order.
  private struct Key: Hashable, Comparable {
    let group: Int
    let rank: Int
    let code: String

    init(_ adjustment: Adjustment) {
      group = AdjustmentGroup.allCases.firstIndex(of: adjustment.group) ?? 0
      let listed = ranks[adjustment.group]?.firstIndex(of: adjustment.code)
      rank = (listed ?? -1) + 1
      code = adjustment.code.rawValue
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.group, left.rank, left.code.utf8.count, left.code)
        < (right.group, right.rank, right.code.utf8.count, right.code)
    }
  }
}
