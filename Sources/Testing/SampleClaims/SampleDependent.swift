package import Domain

/// An invented patient who is not the subscriber.
package struct SampleDependent: Hashable, Sendable {
  /// PAT01: `01` spouse, `19` child, `G8` other.
  package let relationship: String
  /// Last name.
  package let lastName: String
  /// First name.
  package let firstName: String
  /// Day of birth.
  package let birth: Day
  /// `F`, `M` or `U`.
  package let sex: String
  /// Where the patient lives.
  package let address: SampleAddress

  /// Makes a dependent.
  package init(
    relationship: String, lastName: String, firstName: String, birth: Day, sex: String,
    address: SampleAddress
  ) {
    self.relationship = relationship
    self.lastName = lastName
    self.firstName = firstName
    self.birth = birth
    self.sex = sex
    self.address = address
  }
}
