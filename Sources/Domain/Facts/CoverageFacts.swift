/// What eligibility knows about the member and the days of a claim.
package struct CoverageFacts: Hashable, Sendable {
  /// How the person on the claim was matched to a member.
  package enum Match: String, Sendable, Hashable, CaseIterable {
    /// Number and birth date name one member, and the family name agrees.
    case matched
    /// No such member.
    case notFound = "not_found"
    /// Number and birth date agree, the family name does not.
    case nameMismatch = "name_mismatch"
    /// The number is known with another birth date.
    case birthDateDiffers = "birth_date_differs"
    /// The number is unknown, but name, birth date and postal code point to someone.
    case possible
  }

  /// How the person was matched.
  package var match: Match
  /// The member's number in the store; empty when not matched.
  package var memberID: String
  /// The family whose amounts are shared; empty when not matched.
  package var familyID: String
  /// One answer a line.
  package var lines: [Line]
  /// How it was found.
  package var trace: [TraceStep]
  /// The last position of eligibility's change feed that the facts reflect.
  package var feedPosition: Int64
  /// The day on which the member died; absent when none is known.
  package var deathDate: Redacted<Day?>
  /// Whether the member is a qualified Medicare beneficiary, who owes no share of what Medicare covers.
  package var isQualifiedMedicareBeneficiary = false

  /// Makes the facts.
  package init(
    match: Match, memberID: String = "", familyID: String = "", lines: [Line] = [],
    trace: [TraceStep] = [], feedPosition: Int64 = 0, deathDate: Day? = nil
  ) {
    self.match = match
    self.memberID = memberID
    self.familyID = familyID
    self.lines = lines
    self.trace = trace
    self.feedPosition = feedPosition
    self.deathDate = Redacted(deathDate)
  }

  /// What eligibility knows about one line.
  package struct Line: Hashable, Sendable {
    /// Whether the day of service is covered.
    package enum Status: String, Sendable, Hashable, CaseIterable {
      /// Not looked at, because the member was not matched.
      case notEvaluated = "not_evaluated"
      case covered
      case beforeFirstDay = "before_first_day"
      case afterLastDay = "after_last_day"
      /// Between two spans.
      case lapsed
    }

    /// The line's number in the claim.
    package var lineNumber: Int
    /// Whether the day is covered.
    package var status: Status
    /// The terms of the product; absent when not covered.
    package var product: ProductTerms?
    /// The primary care provider of record on that day; empty when none.
    package var primaryCareNPI: String
    /// The benefit rows for the procedure, one a provider role.
    package var benefits: [BenefitRow]
    /// The span that covers the day.
    package var span: DaySpan?
    /// The version of that span.
    package var spanVersion: Int64
    /// The last day of the plan year; absent when not covered.
    package var planYearEnd: Day?
    /// Other coverage of the member on the day.
    package var otherCoverage: [OtherCoverage] = []
    /// Whether the day lies in a span of the member's hospice election.
    package var isInHospice = false
    /// The last day on which hospice is elected, or not, as on this one; absent when nothing known
    /// changes it.
    package var hospiceUntil: Day?
    /// What an unpaid premium means for the day; absent when it means nothing.
    package var gracePhase: GracePhase?
    /// The last day for which it means the same; absent when nothing known changes it.
    package var graceUntil: Day?

    /// Makes the facts of a line.
    package init(
      lineNumber: Int, status: Status, product: ProductTerms? = nil, primaryCareNPI: String = "",
      benefits: [BenefitRow] = [], span: DaySpan? = nil, spanVersion: Int64 = 0,
      planYearEnd: Day? = nil
    ) {
      self.lineNumber = lineNumber
      self.status = status
      self.product = product
      self.primaryCareNPI = primaryCareNPI
      self.benefits = benefits
      self.span = span
      self.spanVersion = spanVersion
      self.planYearEnd = planYearEnd
    }
  }
}
