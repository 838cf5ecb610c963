import COpenSSL

/// Certificate times as seconds since 1970-01-01 UTC.
enum CertificateClock {
  private static let secondsPerDay: Int64 = 86_400

  /// Converts a time of a certificate; `nil` when it is not a valid time.
  static func seconds(_ time: UnsafePointer<ASN1_TIME>) -> Int64? {
    guard let epoch = ASN1_TIME_set(nil, 0) else { return nil }
    defer { ASN1_TIME_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
      ERR_clear_error()
      return nil
    }
    return Int64(days) * self.secondsPerDay + Int64(seconds)
  }
}
