/// What our own certificate says, for logs, metrics and health checks.
public struct TLSCertificateSummary: Sendable, Hashable {
  /// Whom it speaks for.
  public let identity: TLSIdentity
  /// Its serial number in upper-case hexadecimal.
  public let serialNumber: String
  /// The end of its life, in seconds since 1970-01-01 UTC.
  public let endSeconds: Int64
}

extension TLSCertificateSummary {
  /// Reads the first certificate of a PEM file; neither its chain nor its time is judged.
  ///
  /// - Throws: ``TLSError`` when the file holds no certificate of this suite.
  package init(certificatePath: String) throws(TLSError) {
    let bytes = try CredentialFile.readPublic(certificatePath, whatFor: "certificate")
    guard let leaf = PEM.readCertificates(bytes).first else {
      throw TLSError(
        .certificateUnusable, "The file \(certificatePath) holds no PEM certificate")
    }
    let certificate = PeerCertificate(borrowing: leaf)
    guard let identity = try? certificate.identity(), let endSeconds = certificate.endSeconds else {
      throw TLSError(
        .certificateUnusable,
        "The certificate in \(certificatePath) holds no identity of this suite")
    }
    self.init(
      identity: identity, serialNumber: certificate.serialNumber, endSeconds: endSeconds)
  }
}
