import Domain
import EligibilityRules
import Storage

/// A member of a load beside what the store has under their number.
struct MemberPosting {
  private let loaded: LoadedMember
  private let stored: StoredMember?

  /// Reads what the store has.
  init(_ loaded: LoadedMember, in reader: some StoreReading) throws {
    self.loaded = loaded
    self.stored = try StoredMember(loaded.identity.memberID, in: reader)
  }

  /// Adds or replaces the member, and nothing when the store says the same already.
  ///
  /// A span that is no longer said is voided and kept. The change covers all days when the member is
  /// new or may be matched otherwise, and else the days on which what the store says differs.
  func post(to log: ChangeWriter, in transaction: Transaction) throws {
    let version = nextVersion
    try writeMember(version, in: transaction)
    try writeCoverage(version, in: transaction)
    try otherCoverage.write(version, in: transaction)
    try writePrimaryCare(version, in: transaction)
    try writeHospice(version, in: transaction)
    try grace.write(version, in: transaction)
    try log.append("coverage", loaded.identity.memberID, on: changedDays)
  }

  private var otherCoverage: OtherCoveragePosting {
    OtherCoveragePosting(
      memberID: memberID, old: stored?.otherCoverage ?? [], new: Set(loaded.otherCoverage))
  }
  private var grace: GracePosting {
    GracePosting(
      memberID: memberID, old: stored?.gracePeriods ?? [], new: Set(loaded.gracePeriods))
  }
  private var memberID: String { loaded.identity.memberID }
  private var oldCoverage: SpanSet { stored?.coverage ?? SpanSet() }
  private var oldPrimaryCare: SpanSet { stored?.primaryCare ?? SpanSet() }

  private var oldHospice: SpanSet { stored?.hospice ?? SpanSet() }

  private var nextVersion: Int64 {
    guard let stored else { return 1 }
    let isSame =
      otherCoverage.isSame && grace.isSame
      && Set(stored.coverage.entries) == Set(loaded.coverage.entries)
      && Set(stored.primaryCare.entries) == Set(loaded.primaryCare.entries)
      && Set(stored.hospice.entries) == Set(loaded.hospice.entries)
    return isSame ? stored.version : stored.version + 1
  }

  private var changedDays: DaySpan? {
    guard let stored, stored.identity == loaded.identity else {
      return DaySpan(from: .first)
    }
    let spans = [
      otherCoverage.daysChanged, oldCoverage.daysChanged(to: loaded.coverage),
      oldPrimaryCare.daysChanged(to: loaded.primaryCare),
      oldHospice.daysChanged(to: loaded.hospice), grace.daysChanged,
    ].compactMap(\.self)
    guard let from = spans.map(\.from).min(), let to = spans.map(\.to).max() else { return nil }
    return DaySpan(from: from, to: to)
  }

  private func writeMember(_ version: Int64, in transaction: Transaction) throws {
    if let stored, stored.isSame(as: loaded, version: version) { return }
    try transaction.execute(
      """
      INSERT INTO member (member_id, family_id, family_name, given_name, family_name_key, \
      birth_date, postal_code, version, death_date, is_qualified_medicare_beneficiary) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
      ON CONFLICT (member_id) DO UPDATE SET family_id = excluded.family_id, \
      family_name = excluded.family_name, given_name = excluded.given_name, \
      family_name_key = excluded.family_name_key, birth_date = excluded.birth_date, \
      postal_code = excluded.postal_code, version = excluded.version, \
      death_date = excluded.death_date, \
      is_qualified_medicare_beneficiary = excluded.is_qualified_medicare_beneficiary
      """, memberID, loaded.identity.familyID, loaded.familyName, loaded.givenName,
      loaded.identity.familyName.exposed.text, loaded.identity.birthDate,
      loaded.identity.postalCode, version, loaded.identity.deathDate,
      loaded.identity.isQualifiedMedicareBeneficiary)
  }

  private func writeCoverage(_ version: Int64, in transaction: Transaction) throws {
    let (old, new) = (Set(oldCoverage.entries), Set(loaded.coverage.entries))
    for entry in old.subtracting(new) {
      try transaction.execute(
        """
        UPDATE coverage_span SET voided_version = $1 WHERE member_id = $2 \
        AND product_id = $3 AND from_day = $4 AND voided_version IS NULL
        """, version, memberID, entry.key, entry.days.from)
    }
    for entry in new.subtracting(old) {
      try transaction.execute(
        """
        INSERT INTO coverage_span (member_id, product_id, from_day, version, to_day) \
        VALUES ($1, $2, $3, $4, $5)
        """, memberID, entry.key, entry.days.from, version, entry.days.to)
    }
  }

  private func writePrimaryCare(_ version: Int64, in transaction: Transaction) throws {
    let (old, new) = (Set(oldPrimaryCare.entries), Set(loaded.primaryCare.entries))
    for entry in old.subtracting(new) {
      try transaction.execute(
        """
        UPDATE primary_care_span SET voided_version = $1 WHERE member_id = $2 \
        AND from_day = $3 AND voided_version IS NULL
        """, version, memberID, entry.days.from)
    }
    for entry in new.subtracting(old) {
      try transaction.execute(
        """
        INSERT INTO primary_care_span (member_id, from_day, version, to_day, npi) \
        VALUES ($1, $2, $3, $4, $5)
        """, memberID, entry.days.from, version, entry.days.to, entry.key)
    }
  }

  private func writeHospice(_ version: Int64, in transaction: Transaction) throws {
    let (old, new) = (Set(oldHospice.entries), Set(loaded.hospice.entries))
    for entry in old.subtracting(new) {
      try transaction.execute(
        """
        UPDATE hospice_span SET voided_version = $1 WHERE member_id = $2 \
        AND from_day = $3 AND voided_version IS NULL
        """, version, memberID, entry.days.from)
    }
    for entry in new.subtracting(old) {
      try transaction.execute(
        """
        INSERT INTO hospice_span (member_id, from_day, version, to_day) VALUES ($1, $2, $3, $4)
        """, memberID, entry.days.from, version, entry.days.to)
    }
  }
}
