/// Says once a day, from seven days before its end, how long our certificate still lives.
///
/// A value without clock.
package struct CertificateLife {
  /// What an operator has to hear.
  package enum OnLook: Equatable {
    /// Nothing.
    case nothing
    /// It ends within so many days, begun ones counted.
    case endsWithin(days: Int64)
    /// It has ended: peers refuse it.
    case ended
  }

  /// How long before the end the first notice comes, in seconds: seven days.
  package static let noticeSeconds: Int64 = 7 * secondsPerDay
  private static let secondsPerDay: Int64 = 86_400

  private var lastNoticeSeconds: Int64?
  private var hasSaidEnd = false

  /// Nothing has been said yet.
  package init() {}

  /// The certificate ends at `endSeconds` and it is `nowSeconds`, both since 1970-01-01 UTC.
  package mutating func looked(endSeconds: Int64, nowSeconds: Int64) -> OnLook {
    let (left, isOverflowing) = endSeconds.subtractingReportingOverflow(nowSeconds)
    guard !isOverflowing, left <= Self.noticeSeconds else {
      lastNoticeSeconds = nil
      return .nothing
    }
    if hasSaidEnd != (left <= 0) { lastNoticeSeconds = nil }
    if let last = lastNoticeSeconds, nowSeconds >= last, nowSeconds - last < Self.secondsPerDay {
      return .nothing
    }
    lastNoticeSeconds = nowSeconds
    hasSaidEnd = left <= 0
    guard left > 0 else { return .ended }
    return .endsWithin(days: (left + Self.secondsPerDay - 1) / Self.secondsPerDay)
  }
}
