/// How our own certificate is looked at before it is used.
package enum OwnCertificateCheck: Sendable {
  /// What a peer would refuse is refused here, with words that say what to do.
  case strict
  /// Taken as it is. For tests, which must show peers what a careful program would not load.
  case none
}

extension OwnCertificateCheck {
  /// What the certificate says, or why it may not be used.
  func summary(
    of credentials: Credentials, for configuration: TLSConfiguration, clock: TLSClock
  ) throws(TLSError) -> TLSCertificateSummary? {
    switch self {
    case .strict: try Self.strictSummary(of: credentials, for: configuration, clock: clock)
    case .none: nil
    }
  }

  private static func strictSummary(
    of credentials: Credentials, for configuration: TLSConfiguration, clock: TLSClock
  ) throws(TLSError) -> TLSCertificateSummary {
    let certificate = PeerCertificate(borrowing: credentials.certificate)
    let file = "The certificate in \(configuration.certificateChainPath)"
    guard !certificate.isAuthority else {
      throw TLSError(.certificateUnusable, "\(file) is an authority's; issue a leaf and use that")
    }
    guard certificate.isUsable(by: configuration.role) else {
      throw TLSError(
        .certificateUnusable,
        "\(file) does not allow \(configuration.role) use; issue one with that extended key usage")
    }
    guard let now = clock.nowSeconds() else {
      throw TLSError(
        .certificateUnusable, "\(file) cannot be judged: the clock cannot be read; mend the clock")
    }
    guard let endSeconds = certificate.endSeconds, endSeconds > now else {
      throw TLSError(.certificateUnusable, "\(file) has expired; issue a new one")
    }
    guard let identity = try? certificate.identity() else {
      throw TLSError(
        .certificateUnusable,
        "\(file) does not hold exactly one URI spiffe://hmo.internal/<kind>/<name>; issue it again")
    }
    if let refusal = credentials.chainRefusal(for: configuration.role, at: now) {
      throw TLSError(
        .certificateUnusable,
        "\(file) would be refused by peers that trust \(configuration.authorityBundlePath): "
          + refusal.text)
    }
    return TLSCertificateSummary(
      identity: identity, serialNumber: certificate.serialNumber, endSeconds: endSeconds)
  }
}
