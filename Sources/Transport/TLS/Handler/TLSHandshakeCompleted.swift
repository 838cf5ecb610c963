/// The user inbound event a ``TLSHandler`` fires once, when the handshake is complete and the peer is
/// verified; no data is fired before it.
public struct TLSHandshakeCompleted: Sendable, Hashable {
  /// Who the peer is.
  public let identity: TLSIdentity
  /// The serial number of the peer's certificate in upper-case hexadecimal, for the deny-list.
  public let serialNumber: String
  /// The end of the peer's certificate in seconds since 1970-01-01 UTC; a connection must not outlive
  /// it.
  public let notAfterSeconds: Int64

  /// An event; public so that layers above can be tested without a handshake.
  public init(identity: TLSIdentity, serialNumber: String, notAfterSeconds: Int64 = .max) {
    self.identity = identity
    self.serialNumber = serialNumber
    self.notAfterSeconds = notAfterSeconds
  }
}
