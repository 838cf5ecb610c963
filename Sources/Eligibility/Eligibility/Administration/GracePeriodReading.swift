import Domain
import DomainMessages
import EligibilityRules
import Messages

extension GracePeriod {
  /// Reads and checks the periods of a member beside the member's coverage.
  ///
  /// An open period of days that its product does not cover would have no effect, and claims would be
  /// paid that must wait; one that ended while coverage goes on contradicts itself. Both are refused.
  static func read(
    _ messages: [EligibilityV1.GracePeriod], beside coverage: SpanSet
  ) throws(MessageError) -> [GracePeriod] {
    let periods = try MessageCheck.list(
      messages, "grace_periods", countMax: LoadedMember.spansMax, GracePeriod.init)
    let set = SpanSet(periods.map { SpanSet.Entry($0.productID, $0.ownDays) })
    if let (_, index) = set.firstOverlap() {
      throw MessageError("grace_periods[\(index)]", "overlaps another period of the same product")
    }
    for (index, period) in periods.enumerated() {
      do throws(MessageError) {
        try period.check(beside: coverage)
      } catch {
        throw error.within("grace_periods[\(index)]")
      }
    }
    return periods
  }

  private init(_ message: EligibilityV1.GracePeriod) throws(MessageError) {
    let outcome = try Outcome(message.outcome)
    self.init(
      productID: try MessageCheck.identifier(message.productID, "product_id"),
      kind: try Kind(message.kind), firstDay: try Day(message.firstDay, "first_day"),
      outcome: outcome,
      settledOn: message.settledOn == nil ? nil : try Day(message.settledOn, "settled_on"))
    guard firstDay.isFirstOfMonth else {
      throw MessageError("first_day", "is not the first day of a month")
    }
    guard (settledOn == nil) == (outcome == .open) else {
      throw MessageError("settled_on", "does not agree with outcome")
    }
    guard settledOn.map({ $0 >= firstDay }) ?? true else {
      throw MessageError("settled_on", "is before first_day")
    }
  }

  private func check(beside coverage: SpanSet) throws(MessageError) {
    let spans = coverage.entries.filter { $0.key == productID }.map(\.days)
    if outcome == .open, !spans.contains(where: { $0.contains(firstDay) }) {
      throw MessageError("first_day", "is a day on which the product does not cover the member")
    }
    guard outcome == .ended else { return }
    let unpaid = DaySpan(from: suspendedFrom, to: days.to)
    if spans.contains(where: { $0.overlaps(unpaid) }) {
      throw MessageError(
        "outcome", "is ended, but the product covers days of it that wait for the premium")
    }
  }
}

extension GracePeriod.Kind {
  fileprivate init(_ message: EligibilityV1.GraceKind) throws(MessageError) {
    switch message {
    case .subsidized: self = .subsidized
    case .smallGroup: self = .smallGroup
    default: throw MessageError("kind", "is no kind of a grace period")
    }
  }
}

extension GracePeriod.Outcome {
  fileprivate init(_ message: EligibilityV1.GraceOutcome) throws(MessageError) {
    switch message {
    case .unspecified, .open: self = .open
    case .paid: self = .paid
    case .ended: self = .ended
    default: throw MessageError("outcome", "is no outcome of a grace period")
    }
  }
}
