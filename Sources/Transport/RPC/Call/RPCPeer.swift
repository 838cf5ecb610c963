public import TLS

/// Who is at the other end, as its certificate says.
public struct RPCPeer: Sendable, Hashable {
  /// The one URI name of the certificate.
  public let identity: TLSIdentity
  /// The serial number of the certificate, as the TLS layer prints it.
  public let serialNumber: String

  /// A peer.
  public init(identity: TLSIdentity, serialNumber: String) {
    self.identity = identity
    self.serialNumber = serialNumber
  }
}
