import Foundation
import TLS

/// The certificates of a suite on one machine: an authority and a leaf for each process and program.
struct SuiteCertificates {
  let layout: SuiteLayout

  /// Everyone who gets a certificate.
  static let identities: [TLSIdentity] =
    SuiteLayout.services.compactMap { TLSIdentity(kind: .service, name: $0) }
    + ["hmo", "integrator"].compactMap { TLSIdentity(kind: .client, name: $0) }

  /// The name of an identity's files.
  static func fileName(_ identity: TLSIdentity) -> String {
    identity.kind == .service ? identity.name : "\(identity.kind.word)-\(identity.name)"
  }

  /// Whether there is an authority and every leaf.
  var areComplete: Bool {
    FileManager.default.fileExists(atPath: layout.authority)
      && SuiteCertificates.identities.allSatisfy {
        FileManager.default.fileExists(
          atPath: layout.certificate(SuiteCertificates.fileName($0)))
      }
  }

  /// Makes the authority when there is none, and leaves for everyone.
  ///
  /// - Parameters:
  ///   - days: How long the leaves are valid.
  ///   - isAuthorityNew: Whether another authority takes the place of one that is there.
  /// - Throws: ``CommandFailure``, also when the authority's key is kept elsewhere.
  func make(days: Int, isAuthorityNew: Bool = false) throws {
    do throws(TLSError) {
      let authority = try isAuthorityNew ? newAuthority() : authority()
      for identity in SuiteCertificates.identities {
        let name = SuiteCertificates.fileName(identity)
        try authority.issue(for: identity, validity: .days(days)).write(
          certificatePath: layout.certificate(name), privateKeyPath: layout.key(name))
      }
    } catch {
      throw CommandFailure("the certificates cannot be made: \(error.message)")
    }
  }

  private func authority() throws(TLSError) -> CertificateAuthority {
    let files = FileManager.default
    if files.fileExists(atPath: layout.authorityKey) {
      return try CertificateAuthority(
        certificatePath: layout.authority, privateKeyPath: layout.authorityKey)
    }
    guard !files.fileExists(atPath: layout.authority) else {
      throw TLSError(
        .configurationInvalid,
        "the authority \(layout.authority) is there, its key \(layout.authorityKey) is not. Put the "
          + "key there for as long as this takes, or make another authority with hmo certs make "
          + "--new-authority: whoever was certified by the old one is refused then")
    }
    return try newAuthority()
  }

  private func newAuthority() throws(TLSError) -> CertificateAuthority {
    let authority = try CertificateAuthority(commonName: "hmo suite on this machine")
    try authority.files().write(
      certificatePath: layout.authority, privateKeyPath: layout.authorityKey)
    return authority
  }
}
