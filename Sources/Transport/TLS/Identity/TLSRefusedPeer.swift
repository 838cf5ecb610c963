/// Who was refused in a handshake although its certificate leads to our authority.
public struct TLSRefusedPeer: Sendable, Hashable {
  /// Who the certificate speaks for.
  public let identity: TLSIdentity
  /// The serial number of the certificate in upper-case hexadecimal.
  public let serialNumber: String
}
