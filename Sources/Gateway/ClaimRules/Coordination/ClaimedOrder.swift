import Domain

/// In which order the payers of a claim pay, as the claim says it (rule `COB-1`).
struct ClaimedOrder {
  /// A payer with its place, where that can be read.
  private typealias Place = (order: PayerOrder?, payer: SubmittedClaim.OtherPayer)

  /// The payers before this plan, the first one first.
  let before: [SubmittedClaim.OtherPayer]
  /// This plan's place, from 1.
  let position: Int
  /// Whether the places of the payers behind this plan are not said, or are taken twice: who pays
  /// before it is clear all the same.
  let isUnclearBehind: Bool

  /// Reads the order, or gives nothing when it does not tell who pays before this plan.
  init?(of claim: borrowing SubmittedClaim) {
    let own = PayerOrder(claim.payerOrder)
    guard own != nil || claim.payerOrder.isEmpty else { return nil }
    let places = claim.otherPayers.map { Place(PayerOrder($0.order), $0) }
    let behind = places.filter { ClaimedOrder.isBehind($0.order, own) }
    let others = places.filter { !ClaimedOrder.isBehind($0.order, own) }
    guard ClaimedOrder.isClear(others, beside: own.map { [$0] } ?? []),
      Set(others.map(\.payer.payerID)).isDisjoint(with: behind.map(\.payer.payerID))
    else { return nil }
    before = others.sorted { ($0.order?.place ?? 0) < ($1.order?.place ?? 0) }.map(\.payer)
    position = own?.place ?? before.count + 1
    isUnclearBehind = !ClaimedOrder.isClear(behind, beside: [])
  }

  /// Whether a payer before this plan is not named.
  var isGapped: Bool { before.count + 1 < position }

  /// Whether a payer cannot pay before this plan: its place is behind, or this plan has the first one
  /// and the payer's cannot be read.
  private static func isBehind(_ order: PayerOrder?, _ own: PayerOrder?) -> Bool {
    guard let own else { return false }
    return order.map { own < $0 } ?? (own.place == 1)
  }

  /// Whether each payer has an identifier and a place of its own.
  private static func isClear(_ places: [Place], beside own: [PayerOrder]) -> Bool {
    let orders = places.compactMap(\.order) + own
    return orders.count == places.count + own.count && Set(orders).count == orders.count
      && places.allSatisfy { !$0.payer.payerID.isEmpty }
      && Set(places.map(\.payer.payerID)).count == places.count
  }
}
