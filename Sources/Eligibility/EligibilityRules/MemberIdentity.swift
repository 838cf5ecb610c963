package import Domain

/// What identifies a member in the store.
package struct MemberIdentity: Hashable, Sendable {
  /// The member's number.
  package var memberID: String
  /// The family whose amounts are shared.
  package var familyID: String
  /// The family name, reduced for comparison.
  package var familyName: Redacted<NameKey>
  /// The birth date.
  package var birthDate: Redacted<Day>
  /// The postal code.
  package var postalCode: Redacted<String>
  /// The day on which the member died; absent when none is known.
  package var deathDate: Redacted<Day?>
  /// Whether the member is a qualified Medicare beneficiary, who owes no share of what Medicare covers.
  package var isQualifiedMedicareBeneficiary = false

  /// Makes an identity.
  package init(
    memberID: String, familyID: String, familyName: NameKey, birthDate: Day, postalCode: String,
    deathDate: Day? = nil
  ) {
    self.memberID = memberID
    self.familyID = familyID
    self.familyName = Redacted(familyName)
    self.birthDate = Redacted(birthDate)
    self.postalCode = Redacted(postalCode)
    self.deathDate = Redacted(deathDate)
  }
}
