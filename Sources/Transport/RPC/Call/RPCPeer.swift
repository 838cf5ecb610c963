public import TLS

/// Who is at the other end, as its certificate says.
public struct RPCPeer: Sendable, Hashable {
  /// The one URI name of the certificate.
  public let identity: TLSIdentity
  /// The serial number of the certificate, as the TLS layer prints it.
  public let serialNumber: String
  /// When the certificate ends, in seconds since 1970-01-01 UTC.
  public let certificateEndSeconds: Int64

  /// A peer, by default with a certificate that never ends.
  public init(
    identity: TLSIdentity, serialNumber: String, certificateEndSeconds: Int64 = .max
  ) {
    self.identity = identity
    self.serialNumber = serialNumber
    self.certificateEndSeconds = certificateEndSeconds
  }

  /// Whether the certificate has ended; a clock that cannot be read counts against it.
  func hasCertificateEnded(_ wallClockSeconds: () -> Int64?) -> Bool {
    guard certificateEndSeconds < .max else { return false }
    return wallClockSeconds().map { $0 > certificateEndSeconds } ?? true
  }
}
