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
    identity.kind == .service ? identity.name : "\(identity.kind.rawValue)-\(identity.name)"
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
  /// - Parameter days: How long the leaves are valid.
  func make(days: Int) throws {
    do throws(TLSError) {
      let authority = try authority()
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
    if FileManager.default.fileExists(atPath: layout.authorityKey) {
      return try CertificateAuthority(
        certificatePath: layout.authority, privateKeyPath: layout.authorityKey)
    }
    let authority = try CertificateAuthority(commonName: "hmo suite on this machine")
    try authority.files().write(
      certificatePath: layout.authority, privateKeyPath: layout.authorityKey)
    return authority
  }
}
