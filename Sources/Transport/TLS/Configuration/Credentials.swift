/// The parsed files of a configuration.
struct Credentials {
  let certificate: X509Certificate
  let intermediates: [X509Certificate]
  let privateKey: PrivateKey
  /// The authorities we trust; at least one.
  let authorities: [X509Certificate]

  init(reading configuration: TLSConfiguration) throws(TLSError) {
    let chainBytes = try CredentialFile.readPublic(
      configuration.certificateChainPath, whatFor: "certificate")
    let keyBytes = try CredentialFile.readSecret(
      configuration.privateKeyPath, whatFor: "private key")
    let authorityBytes = try CredentialFile.readPublic(
      configuration.authorityBundlePath, whatFor: "authority bundle")
    guard let privateKey = PEM.readPrivateKey(keyBytes) else {
      throw TLSError(
        .keyUnusable,
        "The private key file \(configuration.privateKeyPath) holds no unencrypted PEM key; "
          + "issue the certificate again or remove the passphrase")
    }
    let chain = PEM.readCertificates(chainBytes)
    guard let certificate = chain.first else {
      throw Self.holdsNoCertificate("certificate", configuration.certificateChainPath)
    }
    self.certificate = certificate
    self.intermediates = Array(chain.dropFirst())
    self.privateKey = privateKey
    self.authorities = PEM.readCertificates(authorityBytes)
    guard !self.authorities.isEmpty else {
      throw Self.holdsNoCertificate("authority bundle", configuration.authorityBundlePath)
    }
  }

  private static func holdsNoCertificate(_ whatFor: String, _ path: String) -> TLSError {
    TLSError(.certificateUnusable, "The \(whatFor) file \(path) holds no PEM certificate")
  }
}
