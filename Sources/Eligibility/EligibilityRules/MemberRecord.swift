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

  /// Makes a record.
  package init(
    identity: MemberIdentity, coverage: [CoverageSpan] = [], primaryCare: [PrimaryCareSpan] = []
  ) {
    self.identity = identity
    self.coverage = coverage
    self.primaryCare = primaryCare
  }
}
