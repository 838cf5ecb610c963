import COpenSSL
import TestKit

/// An OpenSSL peer that obeys none of our rules unless told to, for showing our side every kind of
/// wrong start. It verifies nobody.
final class RawPeer {
  /// What this peer does differently.
  struct Manners {
    var lowestVersion = TLS1_3_VERSION
    var highestVersion = TLS1_3_VERSION
    /// The protocol list with its length bytes; `nil` offers or selects none.
    var applicationProtocols: [UInt8]? = Array("\u{2}h2".utf8)
    var files: TestCertificateFiles?
    var isServer = false
  }

  /// Everything decrypted so far.
  private(set) var received: [UInt8] = []
  /// Whether the peer said goodbye.
  private(set) var hasSeenCloseNotify = false
  /// The reason OpenSSL gave when something failed.
  private(set) var failure: String?
  /// How many KeyUpdate messages arrived.
  private(set) var keyUpdates = 0

  private let context: OpaquePointer
  private let connection: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer
  private var protocols: [UInt8]

  init(_ manners: Manners) throws {
    guard let context = SSL_CTX_new(manners.isServer ? TLS_server_method() : TLS_client_method())
    else { throw Unexpected() }
    SSL_CTX_set_security_level(context, 0)
    _ = COpenSSL_CTX_set_protocol_range(context, manners.lowestVersion, manners.highestVersion)
    if let files = manners.files {
      SSL_CTX_use_certificate_chain_file(context, files.certificatePath)
      SSL_CTX_use_PrivateKey_file(context, files.privateKeyPath, SSL_FILETYPE_PEM)
    }
    guard let connection = SSL_new(context), let input = BIO_new(BIO_s_mem()),
      let output = BIO_new(BIO_s_mem())
    else { throw Unexpected() }
    SSL_set_bio(connection, input, output)
    self.context = context
    self.connection = connection
    self.input = input
    self.output = output
    self.protocols = manners.applicationProtocols ?? []
    self.prepare(isServer: manners.isServer)
  }

  deinit {
    SSL_free(self.connection)
    SSL_CTX_free(self.context)
  }

  private func prepare(isServer: Bool) {
    let owner = Unmanaged.passUnretained(self).toOpaque()
    SSL_set_msg_callback(self.connection, countKeyUpdates)
    COpenSSL_set_message_argument(self.connection, owner)
    if isServer {
      if !self.protocols.isEmpty {
        SSL_CTX_set_alpn_select_cb(self.context, selectFirst, owner)
      }
      SSL_set_accept_state(self.connection)
    } else {
      if !self.protocols.isEmpty {
        SSL_set_alpn_protos(self.connection, self.protocols, UInt32(self.protocols.count))
      }
      SSL_set_connect_state(self.connection)
    }
  }

  /// The serial number our side showed, in upper-case hexadecimal.
  var peerSerialNumber: String? {
    guard let certificate = SSL_get1_peer_certificate(self.connection) else { return nil }
    defer { X509_free(certificate) }
    guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nil) else {
      return nil
    }
    defer { BN_free(number) }
    guard let text = BN_bn2hex(number) else { return nil }
    defer { CRYPTO_free(text, #file, #line) }
    return String(cString: text)
  }

  /// Takes bytes from the other side and reads as far as they go.
  func receive(_ bytes: [UInt8]) {
    if !bytes.isEmpty { BIO_write(self.input, bytes, Int32(bytes.count)) }
    var chunk = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      ERR_clear_error()
      let count = SSL_read(self.connection, &chunk, Int32(chunk.count))
      guard count > 0 else { return self.note(SSL_get_error(self.connection, count)) }
      self.received += chunk[..<Int(count)]
    }
  }

  /// Encrypts `bytes` as one record.
  func write(_ bytes: [UInt8]) {
    ERR_clear_error()
    SSL_write(self.connection, bytes, Int32(bytes.count))
  }

  /// Sends one KeyUpdate message, asking for one in return.
  func updateKeys() {
    ERR_clear_error()
    SSL_key_update(self.connection, SSL_KEY_UPDATE_REQUESTED)
    SSL_do_handshake(self.connection)
  }

  func sayGoodbye() {
    ERR_clear_error()
    SSL_shutdown(self.connection)
  }

  /// What is to be sent to the other side.
  func takeOutput() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(COpenSSL_BIO_pending(self.output)))
    if !bytes.isEmpty { BIO_read(self.output, &bytes, Int32(bytes.count)) }
    return bytes
  }

  private func note(_ error: Int32) {
    switch error {
    case SSL_ERROR_ZERO_RETURN: self.hasSeenCloseNotify = true
    case SSL_ERROR_SSL:
      let reason = ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) }
      if self.failure == nil { self.failure = reason ?? "unnamed" }
    default: break
    }
  }

  fileprivate func countKeyUpdate() { self.keyUpdates += 1 }

  fileprivate var firstProtocol: UnsafeBufferPointer<UInt8> {
    self.protocols.withUnsafeBufferPointer {
      UnsafeBufferPointer(start: $0.baseAddress.map { $0 + 1 }, count: Int($0[0]))
    }
  }
}

private func countKeyUpdates(
  _ isWriting: Int32, _ version: Int32, _ contentType: Int32, _ bytes: UnsafeRawPointer?,
  _ count: Int, _ connection: OpaquePointer?, _ argument: UnsafeMutableRawPointer?
) {
  guard isWriting == 0, contentType == SSL3_RT_HANDSHAKE, count > 0, let argument,
    bytes?.load(as: UInt8.self) == UInt8(SSL3_MT_KEY_UPDATE)
  else { return }
  Unmanaged<RawPeer>.fromOpaque(argument).takeUnretainedValue().countKeyUpdate()
}

private func selectFirst(
  _ connection: OpaquePointer?, _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ selectedCount: UnsafeMutablePointer<UInt8>?, _ offers: UnsafePointer<UInt8>?,
  _ offersCount: UInt32, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let argument else { return SSL_TLSEXT_ERR_NOACK }
  let peer = Unmanaged<RawPeer>.fromOpaque(argument).takeUnretainedValue()
  selected?.pointee = peer.firstProtocol.baseAddress
  selectedCount?.pointee = UInt8(peer.firstProtocol.count)
  return SSL_TLSEXT_ERR_OK
}
