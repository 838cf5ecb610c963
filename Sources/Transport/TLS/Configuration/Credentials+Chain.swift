import COpenSSL

extension Credentials {
  /// Why a peer that trusts the same authorities would refuse our own chain; `nil` when it would not.
  func chainRefusal(for role: TLSConfiguration.Role, at nowSeconds: Int64) -> ChainRefusal? {
    guard let store = X509_STORE_new() else { return ChainRefusal(X509_V_ERR_OUT_OF_MEM) }
    defer {
      X509_STORE_free(store)
      ERR_clear_error()
    }
    for authority in self.authorities where X509_STORE_add_cert(store, authority.pointer) != 1 {
      return ChainRefusal(X509_V_ERR_OUT_OF_MEM)
    }
    let pointers: [OpaquePointer?] = self.intermediates.map(\.pointer)
    let code = withExtendedLifetime(self.intermediates) {
      COpenSSL_verify_chain(
        store, self.certificate.pointer, pointers, Int32(clamping: pointers.count),
        role == .server ? 1 : 0, LoadedContext.securityLevel, time_t(nowSeconds))
    }
    return code == X509_V_OK ? nil : ChainRefusal(code)
  }
}
