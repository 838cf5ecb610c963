import COpenSSL

/// Owns one X509.
///
/// `@unchecked Sendable`: the pointer is set once and the certificate is not changed after it is
/// made; OpenSSL locks what it computes lazily inside.
final class X509Certificate: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over `pointer`.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    X509_free(self.pointer)
  }
}
