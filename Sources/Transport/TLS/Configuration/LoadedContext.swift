import COpenSSL

/// One SSL_CTX with everything set, never changed after it is made.
///
/// `@unchecked Sendable`: the only stored state is a pointer that is not written after
/// initialization, and OpenSSL counts references to it atomically, so that connections on any event
/// loop may be made from it.
final class LoadedContext: @unchecked Sendable {
  let pointer: OpaquePointer
  /// What our certificate says; `nil` when it was taken unchecked.
  let certificate: TLSCertificateSummary?
  /// Whose certificates were taken back.
  let denyList: TLSDenyList?
  /// By which certificates are judged.
  let clock: TLSClock

  private static let cipherSuites =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
  private static let groups = "X25519:P-256:P-384"
  /// RSA and DH from 2048 bits, EC from 224, no SHA-1.
  static let securityLevel: Int32 = 2
  private static let peerChainBytesMax = 32 * 1024
  private static let peerChainDepthMax: Int32 = 4

  init(
    _ configuration: TLSConfiguration, check: OwnCertificateCheck, denyList: TLSDenyList?,
    clock: TLSClock
  ) throws(TLSError) {
    let credentials = try Credentials(reading: configuration)
    self.certificate = try check.summary(of: credentials, for: configuration, clock: clock)
    self.denyList = denyList
    self.clock = clock
    let method = configuration.role == .server ? TLS_server_method() : TLS_client_method()
    guard let pointer = SSL_CTX_new(method) else { throw Self.refused("a new context") }
    self.pointer = pointer
    try self.restrictProtocol(configuration.role)
    try self.trust(credentials)
    try self.present(credentials, configuration)
  }

  deinit {
    SSL_CTX_free(self.pointer)
  }

  private func restrictProtocol(_ role: TLSConfiguration.Role) throws(TLSError) {
    guard COpenSSL_CTX_set_protocol_range(self.pointer, TLS1_3_VERSION, TLS1_3_VERSION) == 1,
      SSL_CTX_set_ciphersuites(self.pointer, Self.cipherSuites) == 1,
      COpenSSL_CTX_set_groups(self.pointer, Self.groups) == 1
    else { throw Self.refused("TLS 1.3 with the chosen suites and groups") }
    SSL_CTX_set_security_level(self.pointer, Self.securityLevel)
    COpenSSL_CTX_set_options(self.pointer)
    COpenSSL_CTX_set_modes(self.pointer)
    COpenSSL_CTX_set_no_session_cache(self.pointer)
    guard SSL_CTX_set_num_tickets(self.pointer, 0) == 1,
      SSL_CTX_set_max_early_data(self.pointer, 0) == 1,
      SSL_CTX_set_recv_max_early_data(self.pointer, 0) == 1,
      ApplicationProtocol.demand(on: self.pointer, role: role)
    else { throw Self.refused("no tickets, no early data, ALPN h2") }
  }

  private func trust(_ credentials: Credentials) throws(TLSError) {
    SSL_CTX_set_verify(self.pointer, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    SSL_CTX_set_cert_verify_callback(self.pointer, verifyPeer, nil)
    SSL_CTX_set_verify_depth(self.pointer, Self.peerChainDepthMax)
    COpenSSL_CTX_set_certificate_list_bytes_max(self.pointer, Self.peerChainBytesMax)
    let store = SSL_CTX_get_cert_store(self.pointer)
    for authority in credentials.authorities {
      guard X509_STORE_add_cert(store, authority.pointer) == 1,
        SSL_CTX_add_client_CA(self.pointer, authority.pointer) == 1
      else { throw Self.refused("a certificate of the authority bundle") }
    }
  }

  private func present(
    _ credentials: Credentials, _ configuration: TLSConfiguration
  ) throws(TLSError) {
    guard SSL_CTX_use_certificate(self.pointer, credentials.certificate.pointer) == 1 else {
      throw Self.refused("the certificate in \(configuration.certificateChainPath)")
    }
    for intermediate in credentials.intermediates {
      guard COpenSSL_CTX_add_chain_certificate(self.pointer, intermediate.pointer) == 1 else {
        throw Self.refused("an intermediate in \(configuration.certificateChainPath)")
      }
    }
    guard
      X509_check_private_key(credentials.certificate.pointer, credentials.privateKey.pointer) == 1,
      SSL_CTX_use_PrivateKey(self.pointer, credentials.privateKey.pointer) == 1
    else {
      ERR_clear_error()
      throw TLSError(
        .keyMismatch,
        "The key in \(configuration.privateKeyPath) does not belong to the certificate in "
          + "\(configuration.certificateChainPath); use files that were issued together")
    }
  }

  private static func refused(_ what: String) -> TLSError {
    let reason = OpenSSLFailure.takeReason().text
    return TLSError(.configurationInvalid, "OpenSSL refused \(what): \(reason)")
  }
}

/// Runs once in a handshake: the chain as OpenSSL verifies it, then our own demands.
private func verifyPeer(
  _ store: OpaquePointer?, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let store, let session = TLSSession.owner(of: COpenSSL_X509_STORE_CTX_get_ssl(store)) else {
    return 0
  }
  return session.verifyPeer(store) ? 1 : 0
}
