/// Reads one set by the guide that it names, or passes over it with a fault.
enum X12SetReader: Sendable {
  case claims(X12ClaimSetReader)
  case inquiries(X12StatusInquirySetReader)
  case passOver(X12Fault)

  /// Makes a reader for a set that has begun, when it is of a kind that is taken.
  init(_ set: X12SetHeader, taking kinds: Set<X12GuideKind>) {
    guard let guide = X12Guide.of(set), kinds.contains(guide.kind) else {
      self = .passOver(X12SetReader.refusal(of: set))
      return
    }
    switch guide.kind {
    case .professionalClaims: self = .claims(X12ClaimSetReader(set: set, kind: .professional))
    case .institutionalClaims: self = .claims(X12ClaimSetReader(set: set, kind: .institutional))
    case .statusInquiries: self = .inquiries(X12StatusInquirySetReader(set: set))
    }
  }

  /// The next segment of the set; gives what ended before it.
  mutating func read(_ segment: X12Segment) -> X12SetContent? {
    switch self {
    case .claims(var reader):
      self = .passOver(X12SetReader.none)
      defer { self = .claims(reader) }
      return reader.read(segment).map(X12SetContent.claim)
    case .inquiries(var reader):
      self = .passOver(X12SetReader.none)
      defer { self = .inquiries(reader) }
      return reader.read(segment).map(X12SetContent.inquiry)
    case .passOver:
      return nil
    }
  }

  /// The set has ended; gives what ended with it, and the faults of the set as a whole.
  mutating func finish() -> (last: X12SetContent?, faults: [X12Fault]) {
    switch self {
    case .claims(var reader):
      let last = reader.finish().map(X12SetContent.claim)
      return (last, reader.setFaults)
    case .inquiries(var reader):
      let last = reader.finish().map(X12SetContent.inquiry)
      return (last, reader.setFaults)
    case .passOver(let fault):
      return (nil, [fault])
    }
  }

  /// Transactions that are known and may be taken elsewhere.
  private static let known: Set<String> = [
    "270", "271", "275", "276", "277", "278", "820", "824", "834", "835", "837", "997", "999",
  ]

  private static let none = X12Fault(.setNotSupported, at: .none)

  private static func refusal(of set: X12SetHeader) -> X12Fault {
    X12Fault(known.contains(set.transaction) ? .setNotSupported : .setUnknown, at: set.position)
  }
}
