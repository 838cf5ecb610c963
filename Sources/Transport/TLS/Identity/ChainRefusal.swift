import COpenSSL

/// Why OpenSSL does not accept a chain of certificates, with what an operator can do about it.
struct ChainRefusal {
  private let code: Int32

  /// A refusal by OpenSSL's code.
  init(_ code: Int32) {
    self.code = code
  }

  /// The refusal of a peer.
  var peerError: TLSError {
    TLSError(.peerCertificateRefused, "The peer's certificate was refused: \(self.text)")
  }

  /// OpenSSL's fixed words and our advice.
  var text: String {
    let reason = X509_verify_cert_error_string(Int(self.code)).map { String(cString: $0) }
    return (reason ?? "unknown reason") + self.advice
  }

  private var advice: String {
    switch self.code {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      "; issue it again, and check the clocks of both machines"
    case X509_V_ERR_CERT_NOT_YET_VALID:
      "; check the clocks of both machines"
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
      X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_SIGNATURE_FAILURE:
      "; no authority of our bundle issued it: both sides need certificates of one authority"
    case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK:
      "; issue it again with hmo certs, which makes EC P-256 keys"
    default:
      ""
    }
  }
}
