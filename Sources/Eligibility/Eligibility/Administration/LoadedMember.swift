import Domain
import DomainMessages
import EligibilityRules
import Messages

/// A member, as a load states them.
struct LoadedMember: Hashable, Sendable {
  /// How many spans of either kind a member has at most.
  static let spansMax = 200

  /// The family name as it is written.
  let familyName: Redacted<String>
  /// The given name as it is written.
  let givenName: Redacted<String>
  /// Who the member is.
  let identity: MemberIdentity
  /// Which products cover the member on which days.
  let coverage: SpanSet
  /// Who is the primary care provider of record on which days.
  let primaryCare: SpanSet
  /// Which other payers cover the member on which days.
  let otherCoverage: [OtherCoverage]
  /// For which days the member elected hospice.
  let hospice: SpanSet
  /// In which periods coverage goes on although a premium is unpaid.
  let gracePeriods: [GracePeriod]

  /// Reads and checks a member.
  init(_ message: EligibilityV1.Member) throws(MessageError) {
    familyName = Redacted(try MessageCheck.name(message.familyName, "family_name"))
    givenName = Redacted(
      try MessageCheck.text(
        message.givenName, "given_name", bytesMax: MessageCheck.nameBytesMax))
    let key = NameKey(message.familyName)
    guard !key.text.isEmpty else { throw MessageError("family_name", "has no letter") }
    let birthDate = try Day(message.birthDate, "birth_date")
    let deathDate =
      message.deathDate == nil ? nil : try Day(message.deathDate, "death_date")
    guard deathDate.map({ $0 >= birthDate }) ?? true else {
      throw MessageError("death_date", "is before the birth date")
    }
    var identity = MemberIdentity(
      memberID: try MessageCheck.identifier(message.memberID, "member_id"),
      familyID: try MessageCheck.identifier(message.familyID, "family_id"), familyName: key,
      birthDate: birthDate,
      postalCode: try MessageCheck.optionalIdentifier(message.postalCode, "postal_code"),
      deathDate: deathDate)
    identity.isQualifiedMedicareBeneficiary = message.isQualifiedMedicareBeneficiary
    self.identity = identity
    otherCoverage = try LoadedMember.otherCoverage(message.otherCoverage)
    coverage = try LoadedMember.coverage(message.coverage)
    primaryCare = try LoadedMember.primaryCare(message.primaryCare)
    hospice = try LoadedMember.hospice(message.hospice)
    gracePeriods = try GracePeriod.read(message.gracePeriods, beside: coverage)
  }

  private static func coverage(
    _ messages: [EligibilityV1.CoverageSpan]
  ) throws(MessageError) -> SpanSet {
    let entries = try MessageCheck.list(messages, "coverage", countMax: spansMax) {
      message throws(MessageError) in
      SpanSet.Entry(
        try MessageCheck.identifier(message.productID, "product_id"),
        try DaySpan(message.days, "days"))
    }
    let set = SpanSet(entries)
    if let (_, index) = set.firstOverlap() {
      throw MessageError("coverage[\(index)]", "overlaps another span of the same product")
    }
    return set
  }

  private static func otherCoverage(
    _ messages: [EligibilityV1.OtherCoverage]
  ) throws(MessageError) -> [OtherCoverage] {
    let coverage = try MessageCheck.list(
      messages, "other_coverage", countMax: spansMax, OtherCoverage.init)
    let set = SpanSet(coverage.map { SpanSet.Entry($0.payerID, $0.days) })
    if let (_, index) = set.firstOverlap() {
      throw MessageError("other_coverage[\(index)]", "overlaps another span of the same payer")
    }
    return coverage
  }

  private static func hospice(_ messages: [TypeV1.DaySpan]) throws(MessageError) -> SpanSet {
    let entries = try MessageCheck.list(messages, "hospice", countMax: spansMax) {
      message throws(MessageError) in SpanSet.Entry("", try DaySpan(message, "days"))
    }
    let set = SpanSet(entries)
    if let (_, index) = set.firstOverlap() {
      throw MessageError("hospice[\(index)]", "overlaps another span")
    }
    return set
  }

  private static func primaryCare(
    _ messages: [EligibilityV1.PrimaryCareSpan]
  ) throws(MessageError) -> SpanSet {
    let entries = try MessageCheck.list(messages, "primary_care", countMax: spansMax) {
      message throws(MessageError) in
      SpanSet.Entry(
        try MessageCheck.npi(message.npi, "npi"), try DaySpan(message.days, "days"))
    }
    if let (_, index) = SpanSet(entries.map { SpanSet.Entry("", $0.days) }).firstOverlap() {
      throw MessageError("primary_care[\(index)]", "overlaps another span")
    }
    return SpanSet(entries)
  }
}
