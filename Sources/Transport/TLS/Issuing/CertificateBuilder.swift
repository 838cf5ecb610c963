import COpenSSL

/// Turns a template into a signed X.509 certificate.
struct CertificateBuilder {
  private let certificate: X509Certificate
  private let key: PrivateKey

  /// A builder over a new, empty version 3 certificate for `key`.
  init(for key: PrivateKey) throws(TLSError) {
    guard let pointer = X509_new() else { throw Self.failure("a new certificate") }
    self.certificate = X509Certificate(owning: pointer)
    self.key = key
  }

  /// Makes the key pair of a template.
  static func makeKey(_ kind: CertificateTemplate.Key) throws(TLSError) -> PrivateKey {
    let pointer =
      switch kind {
      case .p256: COpenSSL_make_p256_key()
      case .rsa(let bits): COpenSSL_make_rsa_key(Int(clamping: bits))
      }
    guard let pointer else { throw Self.failure("a key pair") }
    return PrivateKey(owning: pointer)
  }

  /// Fills the certificate from `template` and signs it with the key of `issuer`, or with its own when
  /// there is none.
  func build(
    _ template: CertificateTemplate, signedBy issuer: (X509Certificate, PrivateKey)?
  ) throws(TLSError) -> X509Certificate {
    let issuerCertificate = issuer?.0 ?? self.certificate
    try self.setNumberAndTimes(template.validity)
    try self.setSubject(template.commonName)
    try self.require(
      X509_set_issuer_name(
        self.certificate.pointer, X509_get_subject_name(issuerCertificate.pointer)),
      "an issuer")
    try self.require(X509_set_pubkey(self.certificate.pointer, self.key.pointer), "a public key")
    try self.addExtensions(template, issuer: issuerCertificate)
    let signingKey = issuer?.1 ?? self.key
    let digest = template.digest == .sha256 ? EVP_sha256() : EVP_sha1()
    guard X509_sign(self.certificate.pointer, signingKey.pointer, digest) > 0 else {
      throw Self.failure("a signature")
    }
    return self.certificate
  }

  private func setNumberAndTimes(_ validity: CertificateValidity) throws(TLSError) {
    let pointer = self.certificate.pointer
    try self.require(X509_set_version(pointer, Int(X509_VERSION_3)), "a version")
    try self.require(Self.setRandomSerial(X509_get_serialNumber(pointer)), "a serial number")
    let start = ASN1_TIME_set(X509_getm_notBefore(pointer), Int(validity.startSeconds))
    let end = ASN1_TIME_set(X509_getm_notAfter(pointer), Int(validity.endSeconds))
    try self.require(start != nil && end != nil ? 1 : 0, "a period of validity")
  }

  private func setSubject(_ commonName: String) throws(TLSError) {
    let name = X509_get_subject_name(self.certificate.pointer)
    let bytes = Array(commonName.utf8)
    let result = X509_NAME_add_entry_by_NID(
      name, NID_commonName, MBSTRING_UTF8, bytes, Int32(clamping: bytes.count), -1, 0)
    try self.require(result, "a common name of 1 to 64 characters")
  }

  /// 127 random bits: positive, and within the 20 bytes a serial number may have.
  private static func setRandomSerial(_ serial: UnsafeMutablePointer<ASN1_INTEGER>?) -> Int32 {
    guard let number = BN_new() else { return 0 }
    defer { BN_free(number) }
    guard BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 else { return 0 }
    return BN_to_ASN1_INTEGER(number, serial) == nil ? 0 : 1
  }

  private func require(_ result: Int32, _ what: String) throws(TLSError) {
    guard result == 1 else { throw Self.failure(what) }
  }

  private static func failure(_ what: String) -> TLSError {
    let reason = OpenSSLFailure.takeReason().text
    return TLSError(.issuingFailed, "OpenSSL could not make \(what): \(reason)")
  }
}

// MARK: - Extensions

extension CertificateBuilder {
  private func addExtensions(
    _ template: CertificateTemplate, issuer: X509Certificate
  ) throws(TLSError) {
    let constraints = template.isAuthority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE"
    try self.add(NID_basic_constraints, constraints, issuer: issuer)
    try self.add(NID_key_usage, Self.keyUsage(template), issuer: issuer)
    try self.add(NID_subject_key_identifier, "hash", issuer: issuer)
    try self.add(NID_authority_key_identifier, "keyid", issuer: issuer)
    if !template.usages.isEmpty {
      let usages = template.usages.map(\.rawValue).sorted().joined(separator: ",")
      try self.add(NID_ext_key_usage, usages, issuer: issuer)
    }
    let names = try Self.alternativeNames(template)
    if !names.isEmpty { try self.add(NID_subject_alt_name, names, issuer: issuer) }
  }

  /// Authorities sign certificates; whoever is to show its certificate signs handshakes.
  private static func keyUsage(_ template: CertificateTemplate) -> String {
    let signing = template.isAuthority ? ["keyCertSign", "cRLSign"] : []
    let showing = template.isAuthority && template.usages.isEmpty ? [] : ["digitalSignature"]
    return (["critical"] + signing + showing).joined(separator: ",")
  }

  private func add(_ nid: Int32, _ value: String, issuer: X509Certificate) throws(TLSError) {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer.pointer, self.certificate.pointer, nil, nil, 0)
    guard let made = X509V3_EXT_conf_nid(nil, &context, nid, value) else {
      throw Self.failure("an extension")
    }
    defer { X509_EXTENSION_free(made) }
    try self.require(X509_add_ext(self.certificate.pointer, made, -1), "an extension")
  }

  private static func alternativeNames(
    _ template: CertificateTemplate
  ) throws(TLSError) -> String {
    let names =
      template.uris.map { "URI:" + $0 } + template.dnsNames.map { "DNS:" + $0 }
      + template.ipAddresses.map { "IP:" + $0 }
    guard names.allSatisfy({ $0.utf8.allSatisfy(Self.isPlain) }) else {
      throw TLSError(.issuingFailed, "An alternative name holds a character that is not allowed")
    }
    return names.joined(separator: ",")
  }

  /// OpenSSL reads the names from one text, in which a comma or a space would begin another name.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > UInt8(ascii: " ") && byte < 0x7F && byte != UInt8(ascii: ",")
      && byte != UInt8(ascii: ";") && byte != UInt8(ascii: "\\")
  }
}
