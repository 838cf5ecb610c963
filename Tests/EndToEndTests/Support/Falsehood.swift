import TLS
import TestKit

/// What stands at the address of a service that is not that service.
///
/// No two neighbours are refused in the same words.
enum Falsehood: String, CaseIterable {
  case wrongName = "an identity that no service has"
  case expired = "an expired certificate"
  case anotherService = "another service's identity"
  case selfSigned = "a certificate signed by itself"
  case plaintext = "no TLS at all"
  case anotherAuthority = "a certificate of another authority"

  /// What the caller's message says.
  var words: String {
    switch self {
    case .wrongName, .anotherService: "Another identity answers than the one expected here"
    case .expired: "has expired; issue it again"
    case .selfSigned, .anotherAuthority: "no authority of our bundle issued it"
    case .plaintext: "does not speak TLS 1.3: check the address"
    }
  }

  /// The certificate that a false `service` shows; nothing for one without TLS.
  func files(
    _ service: SuiteService, ours: TestAuthority, other: TestAuthority
  ) throws -> TestCertificateFiles? {
    var template = CertificateTemplate.leaf(for: try service.identity, validity: .days(1))
    switch self {
    case .wrongName: template.uris = ["spiffe://hmo.internal/service/\(service.rawValue)x"]
    case .anotherService:
      let another: SuiteService = service == .payment ? .network : .payment
      template.uris = [try another.identity.uri]
    case .expired:
      template.validity = CertificateValidity(
        startSeconds: 1_600_000_000, endSeconds: 1_700_000_000)
    case .selfSigned: template.signer = .itself
    case .anotherAuthority: return try other.files(for: service.identity)
    case .plaintext: return nil
    }
    return try ours.files(from: template)
  }
}
