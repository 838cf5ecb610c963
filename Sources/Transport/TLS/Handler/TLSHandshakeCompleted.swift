/// The user inbound event a ``TLSHandler`` fires once, when the handshake is complete and the peer is
/// verified; no data is fired before it.
public struct TLSHandshakeCompleted: Sendable, Hashable {
  /// Who the peer is.
  public let identity: TLSIdentity
  /// The serial number of the peer's certificate in upper-case hexadecimal, for the deny-list.
  public let serialNumber: String

  /// An event; public so that layers above can be tested without a handshake.
  public init(identity: TLSIdentity, serialNumber: String) {
    self.identity = identity
    self.serialNumber = serialNumber
  }
}
