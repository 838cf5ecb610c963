import COpenSSL

/// A private certificate authority: makes itself, issues the leaves of the suite, and reads itself back
/// from its two files. All keys are EC P-256.
///
/// The key of an authority belongs on the machine that issues, not beside the services.
public final class CertificateAuthority: Sendable {
  private let certificate: X509Certificate
  private let key: PrivateKey

  /// Makes a new authority with its own key; it may sign leaves but no other authority.
  ///
  /// - Parameter commonName: 1 to 64 characters that tell people which authority this is.
  public convenience init(
    commonName: String, validity: CertificateValidity = .days(CertificateValidity.authorityDays)
  ) throws(TLSError) {
    try self.init(.authority(named: commonName, validity: validity))
  }

  /// Makes a new authority from a template.
  package init(_ template: CertificateTemplate) throws(TLSError) {
    let key = try CertificateBuilder.makeKey(template.key)
    self.certificate = try CertificateBuilder(for: key).build(template, signedBy: nil)
    self.key = key
  }

  /// Reads an authority from PEM.
  ///
  /// - Throws: ``TLSError`` when either does not parse, they do not belong together or the certificate
  ///   may not sign others.
  public init(certificatePEM: [UInt8], privateKeyPEM: [UInt8]) throws(TLSError) {
    guard let certificate = PEM.readCertificates(certificatePEM).first else {
      throw TLSError(.certificateUnusable, "The authority's certificate is not PEM")
    }
    guard let key = PEM.readPrivateKey(privateKeyPEM) else {
      throw TLSError(.keyUnusable, "The authority's key is not an unencrypted PEM key")
    }
    guard X509_check_private_key(certificate.pointer, key.pointer) == 1 else {
      ERR_clear_error()
      throw TLSError(.keyMismatch, "The authority's key does not belong to its certificate")
    }
    guard PeerCertificate(borrowing: certificate).isAuthority else {
      throw TLSError(.certificateUnusable, "The certificate given for the authority is not a CA's")
    }
    self.certificate = certificate
    self.key = key
  }

  /// Reads an authority from its files; the key file must belong to its owner alone.
  public convenience init(
    certificatePath: String, privateKeyPath: String
  ) throws(TLSError) {
    try self.init(
      certificatePEM: CredentialFile.readPublic(certificatePath, whatFor: "authority"),
      privateKeyPEM: CredentialFile.readSecret(privateKeyPath, whatFor: "authority key"))
  }

  /// The authority's certificate and key, to be stored or written.
  public func files() throws(TLSError) -> IssuedCertificate {
    try Self.issued(self.certificate, self.key)
  }

  /// Makes a key and a certificate for `identity`, usable on this machine as `localhost`.
  ///
  /// A service may accept and open connections; programs and persons only open them.
  ///
  /// - Throws: ``TLSError`` when the certificate would outlive the authority.
  public func issue(
    for identity: TLSIdentity, validity: CertificateValidity = .days(CertificateValidity.leafDays)
  ) throws(TLSError) -> IssuedCertificate {
    let end = PeerCertificate(borrowing: self.certificate).endSeconds
    guard let end, validity.endSeconds <= end else {
      throw TLSError(
        .issuingFailed,
        "The certificate would outlive its authority; choose fewer days or make a new authority")
    }
    return try self.issue(.leaf(for: identity, validity: validity))
  }

  /// Makes a key and a certificate from a template, whatever it asks for.
  package func issue(_ template: CertificateTemplate) throws(TLSError) -> IssuedCertificate {
    let key = try CertificateBuilder.makeKey(template.key)
    let builder = try CertificateBuilder(for: key)
    let certificate =
      switch template.signer {
      case .authority:
        try builder.build(template, signedBy: (self.certificate, self.key))
      case .itself:
        try builder.build(template, signedBy: nil)
      }
    return try Self.issued(certificate, key)
  }

  private static func issued(
    _ certificate: X509Certificate, _ key: PrivateKey
  ) throws(TLSError) -> IssuedCertificate {
    guard let certificatePEM = PEM.write(certificate), let privateKeyPEM = PEM.write(key) else {
      throw TLSError(.issuingFailed, "OpenSSL could not write a certificate or key as PEM")
    }
    return IssuedCertificate(
      certificatePEM: certificatePEM,
      privateKeyPEM: privateKeyPEM,
      serialNumber: PeerCertificate(borrowing: certificate).serialNumber)
  }
}
