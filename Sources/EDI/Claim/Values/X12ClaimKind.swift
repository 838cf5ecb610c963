/// Which of the two claim guides a claim was sent by.
package enum X12ClaimKind: String, Hashable, Sendable, CaseIterable {
  /// 837P: a practitioner's or supplier's claim.
  case professional
  /// 837I: a hospital's or other facility's claim.
  case institutional
}

extension X12ClaimKind {
  /// The guide of the kind.
  var guide: X12Guide {
    switch self {
    case .professional: .professional
    case .institutional: .institutional
    }
  }
}
