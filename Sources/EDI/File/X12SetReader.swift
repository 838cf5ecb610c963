/// Reads one set by the guide that it names, or passes over it with a fault.
///
/// The reader of each kind has a place of its own, where it grows: as the payload of a choice it would
/// be copied out and back for every segment.
struct X12SetReader: Sendable {
  private var claims: X12ClaimSetReader?
  private var inquiries: X12StatusInquirySetReader?
  /// Why the set is passed over.
  private var refusal: X12Fault?

  /// Makes a reader for a set that has begun, when it is of a kind that is taken.
  init(_ set: X12SetHeader, taking kinds: Set<X12GuideKind>) {
    guard let guide = X12Guide.of(set), kinds.contains(guide.kind) else {
      refusal = X12SetReader.refusal(of: set)
      return
    }
    switch guide.kind {
    case .professionalClaims: claims = X12ClaimSetReader(set: set, kind: .professional)
    case .institutionalClaims: claims = X12ClaimSetReader(set: set, kind: .institutional)
    case .statusInquiries: inquiries = X12StatusInquirySetReader(set: set)
    }
  }

  /// The next segment of the set; gives what ended before it.
  mutating func read(_ segment: X12Segment) -> X12FileEvent? {
    if claims != nil { return claims?.read(segment).map(X12FileEvent.claim) }
    return inquiries?.read(segment).map(X12FileEvent.inquiry)
  }

  /// The set has ended; gives what ended with it, and the faults of the set as a whole.
  mutating func finish() -> (last: X12FileEvent?, faults: [X12Fault]) {
    let claim = claims?.finish()
    let inquiry = inquiries?.finish()
    let faults = claims?.setFaults ?? inquiries?.setFaults ?? refusal.map { [$0] } ?? []
    return (claim.map(X12FileEvent.claim) ?? inquiry.map(X12FileEvent.inquiry), faults)
  }

  /// Transactions that are known and may be taken elsewhere.
  private static let known: Set<String> = [
    "270", "271", "275", "276", "277", "278", "820", "824", "834", "835", "837", "997", "999",
  ]

  private static func refusal(of set: X12SetHeader) -> X12Fault {
    X12Fault(known.contains(set.transaction) ? .setNotSupported : .setUnknown, at: set.position)
  }
}
