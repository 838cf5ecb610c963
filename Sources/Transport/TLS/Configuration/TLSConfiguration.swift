/// Which files make up one side of a connection, and which side that is.
///
/// Everything else is fixed: TLS 1.3, both sides show a certificate, only the given authority is
/// trusted, ALPN `h2`, no tickets, no early data.
public struct TLSConfiguration: Sendable, Hashable {
  /// Which side of a connection a context is for; it decides what the certificates must allow.
  public enum Role: Sendable, Hashable {
    /// Accepts connections: our certificate needs serverAuth, the peer's clientAuth.
    case server
    /// Opens connections: our certificate needs clientAuth, the peer's serverAuth.
    case client
  }

  /// Which side this is.
  public var role: Role
  /// Our certificate in PEM, followed by intermediate certificates if there are any.
  public var certificateChainPath: String
  /// Our private key in PEM, unencrypted, readable by its owner alone.
  public var privateKeyPath: String
  /// The certificates, in PEM, of the authorities we trust; several during a change of authority.
  public var authorityBundlePath: String

  /// A configuration; the files are read by ``TLSContext``.
  public init(
    role: Role,
    certificateChainPath: String,
    privateKeyPath: String,
    authorityBundlePath: String
  ) {
    self.role = role
    self.certificateChainPath = certificateChainPath
    self.privateKeyPath = privateKeyPath
    self.authorityBundlePath = authorityBundlePath
  }
}
