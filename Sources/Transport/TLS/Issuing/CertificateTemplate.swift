/// Everything that goes into a certificate, also what no peer accepts.
///
/// Programs use ``leaf(for:validity:)``; tests change single fields to make the certificates that
/// must be refused.
package struct CertificateTemplate: Sendable, Hashable {
  /// What the key pair is.
  package enum Key: Sendable, Hashable {
    /// EC P-256, the only kind used outside tests.
    case p256
    /// RSA of so many bits.
    case rsa(bits: Int)
  }

  /// Who may show the certificate.
  package enum Usage: String, Sendable, Hashable, CaseIterable {
    /// The accepting side.
    case serverAuth
    /// The opening side.
    case clientAuth
  }

  /// The digest of a signature.
  package enum Digest: Sendable, Hashable {
    /// The only one used outside tests.
    case sha256
    /// Broken; no peer accepts it.
    case sha1
  }

  /// Whose key signs the certificate.
  package enum Signer: Sendable, Hashable {
    /// The authority that issues it.
    case authority
    /// Its own key; no authority stands behind it.
    case itself
  }

  /// The common name; for people's eyes, never read.
  package var commonName: String
  /// The URI names.
  package var uris: [String]
  /// The DNS names.
  package var dnsNames: [String]
  /// The IP addresses in text form.
  package var ipAddresses: [String]
  /// The extended key usages; empty leaves the extension out.
  package var usages: Set<Usage>
  /// When it is valid.
  package var validity: CertificateValidity
  /// Whether it may sign others (CA:TRUE, path length 0).
  package var isAuthority: Bool
  /// What the key pair is.
  package var key: Key
  /// Whose key signs it.
  package var signer: Signer
  /// With which digest it is signed.
  package var digest = Digest.sha256

  /// What `identity` needs on one machine: its URI, localhost and 127.0.0.1; services may accept and
  /// open connections, programs and persons only open them.
  package static func leaf(
    for identity: TLSIdentity, validity: CertificateValidity
  ) -> CertificateTemplate {
    CertificateTemplate(
      commonName: identity.name,
      uris: [identity.uri],
      dnsNames: ["localhost"],
      ipAddresses: ["127.0.0.1"],
      usages: identity.kind == .service ? [.serverAuth, .clientAuth] : [.clientAuth],
      validity: validity,
      isAuthority: false,
      key: .p256,
      signer: .authority)
  }

  /// An authority that may sign leaves and no other authority.
  package static func authority(
    named commonName: String, validity: CertificateValidity
  ) -> CertificateTemplate {
    CertificateTemplate(
      commonName: commonName,
      uris: [],
      dnsNames: [],
      ipAddresses: [],
      usages: [],
      validity: validity,
      isAuthority: true,
      key: .p256,
      signer: .itself)
  }
}
