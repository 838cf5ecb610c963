package import Domain

/// The person as a claim names them.
package struct PersonOnClaim: Hashable, Sendable {
  /// The member's number, as the claim has it.
  package var memberID: String
  /// The family name, reduced for comparison.
  package var familyName: Redacted<NameKey>
  /// The birth date.
  package var birthDate: Redacted<Day>
  /// The postal code; only its first five characters are compared, and none compares with all.
  package var postalCode: Redacted<String>

  /// Makes the person of a claim.
  package init(memberID: String, familyName: String, birthDate: Day, postalCode: String) {
    self.memberID = memberID
    self.familyName = Redacted(NameKey(familyName))
    self.birthDate = Redacted(birthDate)
    self.postalCode = Redacted(postalCode)
  }
}
