/// From when until when a certificate is valid, in seconds since 1970-01-01 UTC.
public struct CertificateValidity: Sendable, Hashable {
  /// The first second.
  public let startSeconds: Int64
  /// The last second.
  public let endSeconds: Int64

  /// The longest life of a certificate made here, in days.
  public static let daysMax = 3_660
  /// The life of a leaf unless another is asked for, in days.
  public static let leafDays = 30
  /// The life of an authority unless another is asked for, in days.
  public static let authorityDays = 3_650

  private static let secondsPerDay: Int64 = 86_400
  /// How far back a certificate begins, so that a peer whose clock is behind accepts it.
  private static let skewSeconds: Int64 = 300

  /// A period given by its ends.
  public init(startSeconds: Int64, endSeconds: Int64) {
    self.startSeconds = startSeconds
    self.endSeconds = endSeconds
  }

  /// `days` days from now, beginning five minutes ago; at least one day and at most ``daysMax``.
  public static func days(_ days: Int) -> CertificateValidity {
    let now = WallClock.nowSeconds
    let count = Int64(min(max(days, 1), self.daysMax))
    return CertificateValidity(
      startSeconds: now - self.skewSeconds, endSeconds: now + count * self.secondsPerDay)
  }
}
