import Domain

/// In which order the payers of a claim pay, as the claim says it (rule `COB-1`).
struct ClaimedOrder {
  /// The payers before this plan, the first one first.
  let before: [SubmittedClaim.OtherPayer]
  /// This plan's place, from 1.
  let position: Int

  /// Reads the order, or gives nothing when places are not said or are taken twice.
  init?(of claim: SubmittedClaim) {
    var places: [(order: PayerOrder, payer: SubmittedClaim.OtherPayer)] = []
    for payer in claim.otherPayers {
      guard let order = PayerOrder(payer.order), !payer.payerID.isEmpty else { return nil }
      places.append((order, payer))
    }
    let own = PayerOrder(claim.payerOrder)
    guard own != nil || claim.payerOrder.isEmpty else { return nil }
    let all = places.map(\.order) + (own.map { [$0] } ?? [])
    guard Set(all).count == all.count, Set(claim.otherPayers.map(\.payerID)).count == places.count
    else { return nil }
    before = places.filter { place in own.map { place.order < $0 } ?? true }
      .sorted { $0.order < $1.order }.map(\.payer)
    position = own?.place ?? before.count + 1
  }

  /// Whether a payer before this plan is not named.
  var isGapped: Bool { before.count + 1 < position }
}
