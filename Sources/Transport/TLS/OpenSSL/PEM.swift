import COpenSSL

/// Reading and writing PEM in memory.
///
/// Every function leaves the error queue of the thread empty.
enum PEM {
  /// All certificates of `bytes` in order; none when any of them does not parse.
  static func readCertificates(_ bytes: [UInt8]) -> [X509Certificate] {
    withMemory(of: bytes) { memory in
      var certificates: [X509Certificate] = []
      while let certificate = PEM_read_bio_X509(memory, nil, refusePassphrase, nil) {
        certificates.append(X509Certificate(owning: certificate))
      }
      let isAtEnd = COpenSSL_error_reason(ERR_peek_last_error()) == PEM_R_NO_START_LINE
      return isAtEnd ? certificates : []
    } ?? []
  }

  /// The first private key of `bytes`; `nil` when it is missing, broken or encrypted. Nobody is asked
  /// for a passphrase.
  static func readPrivateKey(_ bytes: [UInt8]) -> PrivateKey? {
    withMemory(of: bytes) { memory in
      PEM_read_bio_PrivateKey(memory, nil, refusePassphrase, nil).map { PrivateKey(owning: $0) }
    } ?? nil
  }

  /// A certificate as PEM.
  static func write(_ certificate: X509Certificate) -> [UInt8]? {
    collect { PEM_write_bio_X509($0, certificate.pointer) == 1 }
  }

  /// An unencrypted private key as PEM (PKCS 8).
  static func write(_ privateKey: PrivateKey) -> [UInt8]? {
    collect { PEM_write_bio_PrivateKey($0, privateKey.pointer, nil, nil, 0, nil, nil) == 1 }
  }

  private static func withMemory<Result>(
    of bytes: [UInt8], _ body: (OpaquePointer) -> Result
  ) -> Result? {
    defer { ERR_clear_error() }
    ERR_clear_error()
    return bytes.withUnsafeBytes { raw -> Result? in
      guard let memory = BIO_new_mem_buf(raw.baseAddress, Int32(clamping: raw.count)) else {
        return nil
      }
      defer { BIO_free(memory) }
      return body(memory)
    }
  }

  private static func collect(_ body: (OpaquePointer) -> Bool) -> [UInt8]? {
    defer { ERR_clear_error() }
    guard let memory = BIO_new(BIO_s_secmem()) else { return nil }
    defer { BIO_free(memory) }
    guard body(memory) else { return nil }
    let size = Int(COpenSSL_BIO_pending(memory))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Int(BIO_read(memory, buffer.baseAddress, Int32(clamping: size))))
    }
  }
}

private func refusePassphrase(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32,
  _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  -1
}
