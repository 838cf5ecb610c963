import COpenSSL

/// Owns one EVP_PKEY; OpenSSL overwrites the secret when it frees it.
///
/// `@unchecked Sendable`: the pointer is set once and the key is only read afterwards, which OpenSSL
/// allows from several threads.
final class PrivateKey: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over `pointer`.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    EVP_PKEY_free(self.pointer)
  }
}
