/// How fast senders who wait for decisions may send, as a value.
///
/// As many claims as keep every service busy are enough: more would wait in memory, while taking them costs
/// the time of those that could be decided. Where claims do not end at all, nothing is gained by holding a
/// sender up, and what arrives is better stored.
struct SendingPace {
  /// The claims under way or expected beyond which nobody is let to send more.
  static let claimsMax = 1_024
  /// How long one sender is held up at most before some claims more.
  static let waitMax = Duration.seconds(5)
  /// How long no claim ends until that is a standstill, in microseconds.
  static let standstillTime: Int64 = 1_000_000

  /// Claims that senders were let to send and that are not under way yet.
  private(set) var expected = 0
  /// Whether claims have ceased to end; no sender is held up until one ends.
  private(set) var isStandstill = false
  private var hasClaimEnded = false
  /// When it is a standstill if no claim ends, by the uptime of the machine.
  private var standstillAt: Int64?

  /// Whether a sender may send more while so many claims are under way.
  func mayMoreCome(underWay: Int) -> Bool { underWay + expected < SendingPace.claimsMax }

  /// A sender was let to send so many claims.
  mutating func expect(_ claims: Int) { expected += claims }

  /// Claims that were expected are under way, or do not come.
  mutating func arrived(_ claims: Int) { expected = max(0, expected - claims) }

  /// A claim is no longer under way.
  mutating func claimEnded() {
    hasClaimEnded = true
    isStandstill = false
  }

  /// Looks whether claims end, again and again while senders wait.
  ///
  /// - Returns: Whether they have ceased to.
  mutating func look(at now: Int64, isAnyWaiting: Bool) -> Bool {
    guard isAnyWaiting else {
      standstillAt = nil
      return false
    }
    guard let standstillAt, !hasClaimEnded else {
      hasClaimEnded = false
      standstillAt = now &+ SendingPace.standstillTime
      return false
    }
    isStandstill = now >= standstillAt
    return isStandstill
  }
}
