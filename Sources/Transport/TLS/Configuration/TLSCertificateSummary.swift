/// What our own certificate says, for logs, metrics and health checks.
public struct TLSCertificateSummary: Sendable, Hashable {
  /// Whom it speaks for.
  public let identity: TLSIdentity
  /// Its serial number in upper-case hexadecimal.
  public let serialNumber: String
  /// The end of its life, in seconds since 1970-01-01 UTC.
  public let endSeconds: Int64
}
