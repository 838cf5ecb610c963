import COpenSSL

/// What is known of the peer of one connection: whom we expect, and what its certificate showed.
///
/// Filled by OpenSSL's verification, which runs once in a handshake, before we send a certificate of
/// our own (client) and before any data can be read (both).
struct PeerVerification {
  /// Which side the peer is.
  let peerRole: TLSConfiguration.Role
  /// Whom we expect there.
  let expectation: TLSPeerExpectation
  /// Whose certificates were taken back.
  let denyList: TLSDenyList?
  /// The peer, once its certificate was accepted.
  private(set) var completed: TLSHandshakeCompleted?
  /// Why the peer was refused, when it was.
  private(set) var refusal: TLSError?

  init(
    peerRole: TLSConfiguration.Role, expectation: TLSPeerExpectation, denyList: TLSDenyList?
  ) {
    self.peerRole = peerRole
    self.expectation = expectation
    self.denyList = denyList
  }

  /// The chain leads to our authority and `certificate` is its leaf; the rest is checked here.
  mutating func check(_ certificate: PeerCertificate) -> Bool {
    do {
      self.completed = try self.accepted(certificate)
      return true
    } catch {
      self.refuse(error)
      return false
    }
  }

  /// The peer is refused; the first reason stands.
  mutating func refuse(_ error: TLSError) {
    self.completed = nil
    if self.refusal == nil { self.refusal = error }
  }

  private func accepted(
    _ certificate: PeerCertificate
  ) throws(TLSError) -> TLSHandshakeCompleted {
    guard !certificate.isAuthority else {
      throw TLSError(.peerCertificateRefused, "The peer shows the certificate of an authority")
    }
    guard certificate.isUsable(by: self.peerRole) else {
      throw Self.refusal(
        of: certificate, .peerCertificateRefused,
        "The peer's certificate is not meant for \(self.peerRole) use")
    }
    let identity = try certificate.identity()
    guard self.expectation.isMet(by: identity) else {
      throw TLSError(
        .peerIdentityRefused,
        "Another identity answers than the one expected here; check the address, and which "
          + "certificate the process there was given")
    }
    let serialNumber = certificate.serialNumber
    guard TLSSerialNumber(serialNumber)?.description == serialNumber else {
      throw TLSError(.peerCertificateRefused, "The peer's certificate has no valid serial number")
    }
    guard self.denyList?.contains(serialNumber) != true else {
      throw Self.refusal(
        of: certificate, .peerCertificateDenied,
        "The peer's certificate was taken back: its serial number is in the deny-list")
    }
    guard let endSeconds = certificate.endSeconds else {
      throw TLSError(.peerCertificateRefused, "The end of the peer's certificate is unreadable")
    }
    return TLSHandshakeCompleted(
      identity: identity, serialNumber: serialNumber, notAfterSeconds: endSeconds)
  }

  /// An error that says who was refused, as far as the certificate tells.
  private static func refusal(
    of certificate: PeerCertificate, _ code: TLSError.Code, _ message: String
  ) -> TLSError {
    var error = TLSError(code, message)
    let serialNumber = certificate.serialNumber
    if let identity = try? certificate.identity(),
      TLSSerialNumber(serialNumber)?.description == serialNumber
    {
      error.refusedPeer = TLSRefusedPeer(identity: identity, serialNumber: serialNumber)
    }
    return error
  }
}
