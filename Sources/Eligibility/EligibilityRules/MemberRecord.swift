package import Domain

/// A member as the store has them: who they are, and on which days what holds for them.
package struct MemberRecord: Hashable, Sendable {
  /// Who the member is.
  package var identity: MemberIdentity
  /// Spans of coverage in force; those of one product never overlap.
  package var coverage: [CoverageSpan]
  /// Spans of primary care in force; they never overlap.
  package var primaryCare: [PrimaryCareSpan]
  /// Coverage by other payers, in the order of payers and days.
  package var otherCoverage: [OtherCoverage] = []
  /// Days for which the member elected hospice; they never overlap.
  package var hospice: [DaySpan]
  /// Periods in which coverage goes on although a premium is unpaid.
  package var gracePeriods: [GracePeriod] = []

  /// Makes a record.
  package init(
    identity: MemberIdentity, coverage: [CoverageSpan] = [], primaryCare: [PrimaryCareSpan] = [],
    hospice: [DaySpan] = []
  ) {
    self.identity = identity
    self.coverage = coverage
    self.primaryCare = primaryCare
    self.hospice = hospice
  }
}
