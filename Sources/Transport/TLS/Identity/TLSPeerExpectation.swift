/// Whom a client expects at the address it connects to.
public enum TLSPeerExpectation: Sendable, Hashable {
  /// Whoever holds a valid identity of our authority.
  case any
  /// This identity and no other; every other peer is refused before our certificate is sent.
  case exactly(TLSIdentity)

  /// Whether `identity` may answer.
  func isMet(by identity: TLSIdentity) -> Bool {
    switch self {
    case .any: true
    case .exactly(let expected): expected == identity
    }
  }
}
