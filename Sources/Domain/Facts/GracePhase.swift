/// What an unpaid premium means for a day of service (rule `ELIG-GRACE-1`).
package enum GracePhase: String, Sendable, Hashable, CaseIterable {
  /// The first month of a subsidised member's grace period, which is paid.
  case firstMonth = "first_month"
  /// The second or third month of it, which is suspended.
  case laterMonth = "later_month"
  /// The grace period of a small group, which is suspended.
  case smallGroup = "small_group"
  /// A grace period was over before the day, and how it ended is not known.
  case outcomeUnknown = "outcome_unknown"
  /// The day is not covered, because a grace period ended without payment.
  case ended

  /// The reason with which a line of such a day waits for the premium (rule `SCREEN-GRACE`).
  package var suspension: Reason? {
    switch self {
    case .laterMonth: .premiumUnpaid
    case .smallGroup: .premiumUnpaidSmallGroup
    case .firstMonth, .outcomeUnknown, .ended: nil
    }
  }
}
