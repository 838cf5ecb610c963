import COpenSSL

/// What we read of one certificate: whom it speaks for, its number, and what it may be used for.
///
/// Borrows the certificate; valid only as long as its owner keeps it.
struct PeerCertificate {
  private let certificate: OpaquePointer

  init(borrowing certificate: OpaquePointer) {
    self.certificate = certificate
  }

  init(borrowing certificate: X509Certificate) {
    self.certificate = certificate.pointer
  }

  /// The identity, from exactly one URI among the subject alternative names; names of other kinds do
  /// not count and the common name is not read.
  func identity() throws(TLSError) -> TLSIdentity {
    guard let uri = try self.onlyURI(), let identity = TLSIdentity(uri: uri) else {
      throw TLSError(
        .peerIdentityRefused, "The URI in the certificate is not an identity of this suite")
    }
    return identity
  }

  /// The serial number in upper-case hexadecimal, two digits a byte, as `openssl x509 -serial`
  /// prints it.
  var serialNumber: String {
    guard let serial = X509_get0_serialNumber(self.certificate) else { return "" }
    let bytes = Self.bytes(of: serial)
    let sign = ASN1_STRING_type(serial) & V_ASN1_NEG != 0 ? "-" : ""
    return bytes.isEmpty ? "00" : sign + Self.hexadecimal(bytes)
  }

  /// Whether the certificate says that it may be shown by `role`; one without an extended key usage
  /// says nothing and may not.
  func isUsable(by role: TLSConfiguration.Role) -> Bool {
    let usage = X509_get_extended_key_usage(self.certificate)
    guard usage != UInt32.max else { return false }
    return switch role {
    case .server: usage & UInt32(XKU_SSL_SERVER) != 0
    case .client: usage & UInt32(XKU_SSL_CLIENT) != 0
    }
  }

  /// Whether the certificate may sign others, which no certificate of a connection may.
  var isAuthority: Bool { X509_check_ca(self.certificate) != 0 }

  /// The end of the certificate's life in seconds since 1970-01-01 UTC; `nil` when unreadable.
  var endSeconds: Int64? {
    guard let end = X509_get0_notAfter(self.certificate) else { return nil }
    return CertificateClock.seconds(end)
  }

  private func onlyURI() throws(TLSError) -> String? {
    guard let names = self.alternativeNames() else {
      throw TLSError(.peerIdentityRefused, "The certificate has no subject alternative names")
    }
    defer { GENERAL_NAMES_free(names) }
    var uris: [String?] = []
    for index in 0..<COpenSSL_GENERAL_NAMES_count(names) {
      guard let value = COpenSSL_GENERAL_NAMES_uri(names, index) else { continue }
      uris.append(String(validating: Self.bytes(of: value), as: UTF8.self))
    }
    guard uris.count == 1 else {
      throw TLSError(
        .peerIdentityRefused, "The certificate holds \(uris.count) URI names instead of one")
    }
    return uris[0]
  }

  private func alternativeNames() -> OpaquePointer? {
    let names = X509_get_ext_d2i(self.certificate, NID_subject_alt_name, nil, nil)
    ERR_clear_error()
    return names.map { OpaquePointer($0) }
  }

  private static func bytes(of string: UnsafePointer<ASN1_STRING>) -> UnsafeBufferPointer<UInt8> {
    let count = max(0, Int(ASN1_STRING_length(string)))
    return UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: count)
  }

  private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
