import COpenSSL

/// What OpenSSL says went wrong, in its own fixed words; never bytes of a peer.
enum OpenSSLFailure {
  /// Takes the oldest error of this thread and forgets the rest, so that no later call sees them.
  static func takeReason() -> (reason: Int32, text: String) {
    let error = ERR_get_error()
    ERR_clear_error()
    guard error != 0 else { return (0, "no reason given") }
    let text = ERR_reason_error_string(error).map { String(cString: $0) } ?? "unnamed reason"
    return (COpenSSL_error_reason(error), text)
  }
}
