import Domain
import EligibilityRules
import Storage

/// A member as the store has them, for comparison with a load.
struct StoredMember {
  /// Who the member is.
  let identity: MemberIdentity
  /// The version of the member's spans.
  let version: Int64
  /// Coverage in force.
  let coverage: SpanSet
  /// Primary care in force.
  let primaryCare: SpanSet
  /// Coverage by other payers in force.
  let otherCoverage: Set<OtherCoverage>

  /// Hospice elections in force.
  let hospice: SpanSet
  /// Grace periods in force.
  let gracePeriods: Set<GracePeriod>

  private let familyName: Redacted<String>
  private let givenName: Redacted<String>

  /// Reads the member with this number, or gives nothing when there is none.
  init?(_ memberID: String, in reader: some StoreReading) throws {
    guard let record = try MemberRows.member(memberID, in: reader) else { return nil }
    let rest = try reader.first(
      "SELECT family_name, given_name, version FROM member WHERE member_id = $1", memberID
    ) { row in
      (
        familyName: try row.value(0, as: Redacted<String>.self),
        givenName: try row.value(1, as: Redacted<String>.self),
        version: try row.value(2, as: Int64.self)
      )
    }
    guard let rest else { return nil }
    identity = record.identity
    coverage = SpanSet(record.coverage.map { SpanSet.Entry($0.productID, $0.days) })
    primaryCare = SpanSet(record.primaryCare.map { SpanSet.Entry($0.npi, $0.days) })
    otherCoverage = Set(record.otherCoverage)
    hospice = SpanSet(record.hospice.map { SpanSet.Entry("", $0) })
    gracePeriods = Set(record.gracePeriods)
    (familyName, givenName, version) = (rest.familyName, rest.givenName, rest.version)
  }

  /// Whether the member's own row would stay as it is.
  func isSame(as loaded: LoadedMember, version: Int64) -> Bool {
    identity == loaded.identity && self.version == version && familyName == loaded.familyName
      && givenName == loaded.givenName
  }
}
