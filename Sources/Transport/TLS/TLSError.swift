/// An error raised while preparing, opening or using a TLS connection, or issuing a certificate.
///
/// `message` is written for operators: it names files of our own configuration and says what to do,
/// and never quotes what a peer sent.
public struct TLSError: Error, Sendable, Hashable {
  /// What kind of failure this is; stable, fit for a metric label.
  public var code: Code
  /// One sentence for a log.
  public var message: String
  /// Who was refused: known only when the certificate leads to our authority and says who it is.
  public var refusedPeer: TLSRefusedPeer?

  /// An error of `code` described by `message`.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
    self.refusedPeer = nil
  }
}

extension TLSError {
  /// The kinds of failure.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Wrapped: String {
      case fileUnreadable, keyFileExposed, certificateUnusable, keyUnusable, keyMismatch
      case configurationInvalid, handshakeFailed, handshakeTimedOut, refusedByPeer
      case peerCertificateRefused, peerCertificateDenied, peerIdentityRefused
      case applicationProtocolRefused, denyListUnusable
      case truncated, protocolViolation, limitExceeded, closed, issuingFailed
    }
    private let wrapped: Wrapped
    private init(_ wrapped: Wrapped) { self.wrapped = wrapped }

    /// A configured file is missing, unreadable, empty or too large.
    public static var fileUnreadable: Self { Self(.fileUnreadable) }
    /// A private key may be read by others than its owner.
    public static var keyFileExposed: Self { Self(.keyFileExposed) }
    /// A configured certificate does not parse or may not serve the role it was given.
    public static var certificateUnusable: Self { Self(.certificateUnusable) }
    /// A configured private key does not parse or is encrypted.
    public static var keyUnusable: Self { Self(.keyUnusable) }
    /// The private key belongs to another certificate.
    public static var keyMismatch: Self { Self(.keyMismatch) }
    /// OpenSSL refused a setting, or a context was used in a role it was not made for.
    public static var configurationInvalid: Self { Self(.configurationInvalid) }
    /// The handshake broke off: wrong version, no certificate, or bytes that are not TLS.
    public static var handshakeFailed: Self { Self(.handshakeFailed) }
    /// The peer did not finish the handshake in time.
    public static var handshakeTimedOut: Self { Self(.handshakeTimedOut) }
    /// The peer sent a fatal alert: it refused us.
    public static var refusedByPeer: Self { Self(.refusedByPeer) }
    /// The peer's certificate does not lead to our authority, is out of date or of the wrong use.
    public static var peerCertificateRefused: Self { Self(.peerCertificateRefused) }
    /// The peer's certificate was taken back: its serial number is in our deny-list.
    public static var peerCertificateDenied: Self { Self(.peerCertificateDenied) }
    /// A deny-list holds something else than serial numbers.
    public static var denyListUnusable: Self { Self(.denyListUnusable) }
    /// The peer's certificate holds no valid identity, or another one than expected.
    public static var peerIdentityRefused: Self { Self(.peerIdentityRefused) }
    /// The peer did not negotiate `h2`.
    public static var applicationProtocolRefused: Self { Self(.applicationProtocolRefused) }
    /// The connection ended without the peer's close_notify: bytes may be missing at its end.
    public static var truncated: Self { Self(.truncated) }
    /// The peer sent records that cannot be decrypted or are not allowed.
    public static var protocolViolation: Self { Self(.protocolViolation) }
    /// More bytes or records than ``TLSLimits`` allows.
    public static var limitExceeded: Self { Self(.limitExceeded) }
    /// The connection is closed or closing, so nothing more can be written.
    public static var closed: Self { Self(.closed) }
    /// A certificate could not be made.
    public static var issuingFailed: Self { Self(.issuingFailed) }

    /// The name of the code.
    public var description: String { self.wrapped.rawValue }
  }
}

extension TLSError: CustomStringConvertible {
  /// The code and the message.
  public var description: String { "\(self.code): \(self.message)" }
}
