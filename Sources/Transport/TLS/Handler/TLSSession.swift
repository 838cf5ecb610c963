import COpenSSL
import NIOCore

/// One SSL with a memory BIO on either side; knows nothing of channels.
///
/// Owned by one ``TLSHandler`` and used on its event loop only.
final class TLSSession {
  /// What is known of the peer.
  private(set) var verification: PeerVerification

  private let context: LoadedContext
  private let connection: OpaquePointer
  /// What came from the socket; belongs to `connection`.
  private let input: OpaquePointer
  /// What goes to the socket; belongs to `connection`.
  private let output: OpaquePointer
  private let limits: TLSLimits
  private var controlRecordsInRow = 0
  private var recordsUnderKey = 0

  /// The most plaintext in one record, in bytes.
  static let recordBytesMax = 16 * 1024

  init(
    context: LoadedContext, role: TLSHandler.Role, limits: TLSLimits
  ) throws(TLSError) {
    guard let connection = SSL_new(context.pointer), let input = BIO_new(BIO_s_mem()),
      let output = BIO_new(BIO_s_mem())
    else {
      ERR_clear_error()
      throw TLSError(.configurationInvalid, "OpenSSL could not make a connection: out of memory")
    }
    SSL_set_bio(connection, input, output)
    self.context = context
    self.connection = connection
    self.input = input
    self.output = output
    self.limits = limits
    switch role {
    case .server:
      self.verification = PeerVerification(
        peerRole: .client, expectation: .any, denyList: context.denyList)
      SSL_set_accept_state(connection)
    case .client(let expectation):
      self.verification = PeerVerification(
        peerRole: .server, expectation: expectation, denyList: context.denyList)
      SSL_set_connect_state(connection)
    }
    COpenSSL_set_owner(connection, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    SSL_free(self.connection)
  }

  /// The session that `connection` belongs to; for OpenSSL's callbacks, which run inside its calls.
  static func owner(of connection: OpaquePointer?) -> TLSSession? {
    guard let connection, let owner = COpenSSL_get_owner(connection) else { return nil }
    return Unmanaged<TLSSession>.fromOpaque(owner).takeUnretainedValue()
  }
}

// MARK: - Bytes of the socket

extension TLSSession {
  /// Takes bytes that came from the socket; false when there is no memory for them.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = BIO_write(self.input, piece.baseAddress, Int32(clamping: piece.count))
      guard count > 0 else { return false }
      rest = rest.dropFirst(Int(count))
    }
    return true
  }

  /// Moves what is to be sent to the end of `buffer`.
  func drain(into buffer: inout ByteBuffer) {
    let pending = COpenSSL_BIO_pending(self.output)
    guard pending > 0 else { return }
    _ = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Int(pending)) { target in
      max(0, Int(BIO_read(self.output, target.baseAddress, pending)))
    }
  }
}

// MARK: - Handshake

extension TLSSession {
  /// What one step of the handshake led to.
  enum HandshakeStep {
    case wantsMore
    case completed(TLSHandshakeCompleted)
    case failed(TLSError)
  }

  /// Goes on with the handshake as far as the received bytes allow.
  func stepHandshake() -> HandshakeStep {
    COpenSSL_clear_errors()
    let result = SSL_do_handshake(self.connection)
    guard result != 1 else { return self.finishedHandshake() }
    switch SSL_get_error(self.connection, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wantsMore
    default: return .failed(self.handshakeFailure())
    }
  }

  /// Called back by OpenSSL when the peer offers no application protocol.
  func refuseProtocol() {
    self.verification.refuse(Self.protocolRefusal)
  }

  /// Called back by OpenSSL when the peer's chain has arrived.
  func verifyPeer(_ store: OpaquePointer) -> Bool {
    guard ApplicationProtocol.isAgreed(on: self.connection) else {
      self.refuseProtocol()
      X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
      return false
    }
    guard let now = self.context.clock.nowSeconds() else {
      self.verification.refuse(Self.clockRefusal)
      X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
      return false
    }
    X509_STORE_CTX_set_time(store, 0, time_t(now))
    guard X509_verify_cert(store) == 1, let leaf = X509_STORE_CTX_get0_cert(store) else {
      self.verification.refuse(ChainRefusal(X509_STORE_CTX_get_error(store)).peerError)
      return false
    }
    guard self.verification.check(PeerCertificate(borrowing: leaf)) else {
      X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
      return false
    }
    return true
  }

  private func finishedHandshake() -> HandshakeStep {
    guard ApplicationProtocol.isAgreed(on: self.connection) else {
      return .failed(Self.protocolRefusal)
    }
    guard let completed = self.verification.completed else {
      return .failed(TLSError(.peerCertificateRefused, "The peer was not verified"))
    }
    return .completed(completed)
  }

  private func handshakeFailure() -> TLSError {
    let reason = OpenSSLFailure.takeReason()
    if let refusal = self.verification.refusal { return refusal }
    if reason.reason == SSL_R_NO_APPLICATION_PROTOCOL { return Self.protocolRefusal }
    return Self.failure(reason, otherwise: .handshakeFailed, during: "TLS handshake")
  }

  private static var protocolRefusal: TLSError {
    TLSError(.applicationProtocolRefused, "The peer did not agree to the application protocol h2")
  }

  private static var clockRefusal: TLSError {
    TLSError(
      .peerCertificateRefused,
      "The clock of this machine cannot be read, so that no certificate can be judged; mend it")
  }

  private static func failure(
    _ reason: (reason: Int32, text: String), otherwise code: TLSError.Code, during phase: String
  ) -> TLSError {
    if reason.reason > SSL_AD_REASON_OFFSET {
      return TLSError(.refusedByPeer, "The peer refused the connection: \(reason.text)")
    }
    let advice = code == .handshakeFailed ? Self.advice(reason.reason) : ""
    return TLSError(code, "The \(phase) failed: \(reason.text)\(advice)")
  }

  /// What an operator can do about the usual reasons.
  private static func advice(_ reason: Int32) -> String {
    switch reason {
    case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_PACKET_LENGTH_TOO_LONG,
      SSL_R_BAD_RECORD_TYPE, SSL_R_UNEXPECTED_MESSAGE:
      "; what answers there does not speak TLS 1.3: check the address and the port"
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      "; only TLS 1.3 is spoken here: renew the other side's software"
    default:
      ""
    }
  }
}

// MARK: - Data

extension TLSSession {
  /// What reading led to; bytes may have been added to the buffer in every case.
  enum ReadStep {
    /// Everything received is decrypted.
    case wantsMore
    /// The buffer is full and there may be more.
    case isFull
    /// The peer sent close_notify.
    case peerClosed
    case failed(TLSError)
  }

  /// Decrypts into the writable bytes of `buffer`, which is never grown.
  func read(into buffer: inout ByteBuffer) -> ReadStep {
    COpenSSL_clear_errors()
    while buffer.writableBytes > 0 {
      var result: Int32 = 0
      buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 0) { target in
        result = SSL_read(self.connection, target.baseAddress, Int32(clamping: target.count))
        return max(0, Int(result))
      }
      if result > 0 {
        self.controlRecordsInRow = 0
        if self.isAllDecrypted { return .wantsMore }
      } else if let end = self.endOfRead(result) {
        return end
      }
    }
    return .isFull
  }

  /// Whether another read could only ask for more; it would cost as much as one that brings something.
  private var isAllDecrypted: Bool {
    COpenSSL_BIO_pending(self.input) == 0 && SSL_pending(self.connection) == 0
  }

  /// How many bytes to have ready for encrypting `bytes` bytes; at most 1 MiB, beyond which a buffer
  /// grows as it is filled.
  static func encryptedBytes(for bytes: Int) -> Int {
    let plaintext = min(max(0, bytes), self.reservedBytesMax)
    return plaintext + (plaintext / self.recordBytesMax + 1) * self.recordOverheadBytes
  }

  private static let reservedBytesMax = 1024 * 1024
  /// Header, content type and tag are 22 bytes; the rest is room for a key update.
  private static let recordOverheadBytes = 64

  /// Encrypts `bytes`, at most ``recordBytesMax``, as one record; an error ends the connection.
  func write(_ bytes: UnsafeRawBufferPointer) -> TLSError? {
    COpenSSL_clear_errors()
    self.renewKeyIfDue()
    let count = SSL_write(self.connection, bytes.baseAddress, Int32(clamping: bytes.count))
    guard count == bytes.count else {
      let reason = OpenSSLFailure.takeReason()
      return Self.failure(reason, otherwise: .protocolViolation, during: "encryption")
    }
    return nil
  }

  /// Writes close_notify, once.
  func writeCloseNotify() {
    COpenSSL_clear_errors()
    if SSL_shutdown(self.connection) < 0 { ERR_clear_error() }
  }

  private func endOfRead(_ result: Int32) -> ReadStep? {
    switch SSL_get_error(self.connection, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: self.afterControlRecord()
    case SSL_ERROR_ZERO_RETURN: .peerClosed
    default:
      .failed(
        Self.failure(
          OpenSSLFailure.takeReason(), otherwise: .protocolViolation, during: "decryption"))
    }
  }

  /// OpenSSL wants more although it took a whole record when bytes are left, or when it answered.
  private func afterControlRecord() -> ReadStep? {
    let hasMore = COpenSSL_BIO_pending(self.input) > 0
    guard hasMore || COpenSSL_BIO_pending(self.output) > 0 else { return .wantsMore }
    self.controlRecordsInRow += 1
    guard self.controlRecordsInRow <= self.limits.controlRecordsInRowMax else {
      return .failed(
        TLSError(.limitExceeded, "The peer sent too many records without data in a row"))
    }
    return hasMore ? nil : .wantsMore
  }

  private func renewKeyIfDue() {
    self.recordsUnderKey += 1
    guard self.recordsUnderKey > self.limits.recordsPerKeyMax else { return }
    self.recordsUnderKey = 1
    if SSL_key_update(self.connection, SSL_KEY_UPDATE_NOT_REQUESTED) != 1 { ERR_clear_error() }
  }
}
