import Domain

/// How many claims of a level were taken and refused, and what they charged.
struct X12ClaimTotals: Hashable {
  private(set) var acceptedCount = 0
  private(set) var rejectedCount = 0
  private(set) var acceptedCharge = Money.zero
  private(set) var rejectedCharge = Money.zero

  init(_ claims: some Sequence<X12AcknowledgedClaim>) {
    for claim in claims {
      if claim.isAccepted {
        acceptedCount += 1
        acceptedCharge += claim.charge
      } else {
        rejectedCount += 1
        rejectedCharge += claim.charge
      }
    }
  }

  /// What all claims charged.
  var charge: Money { acceptedCharge + rejectedCharge }

  /// QTY and AMT with these qualifiers of counts; what is zero is not sent.
  func outgoing(accepted: String, rejected: String) -> [X12OutgoingSegment] {
    var segments: [X12OutgoingSegment] = []
    if acceptedCount > 0 { segments.append(Self.count(accepted, acceptedCount)) }
    if rejectedCount > 0 { segments.append(Self.count(rejected, rejectedCount)) }
    if acceptedCount > 0 { segments.append(Self.amount("YU", acceptedCharge)) }
    if rejectedCount > 0 { segments.append(Self.amount("YY", rejectedCharge)) }
    return segments
  }

  private static func count(_ qualifier: String, _ count: Int) -> X12OutgoingSegment {
    .made("QTY", [.text(qualifier), .text(String(count))])
  }

  private static func amount(_ qualifier: String, _ amount: Money) -> X12OutgoingSegment {
    .made("AMT", [.text(qualifier), X12Number.text(amount)])
  }
}
