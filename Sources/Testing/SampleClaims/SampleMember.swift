package import Domain

/// An invented subscriber.
package struct SampleMember: Hashable, Sendable {
  /// The member number.
  package let id: String
  /// Last name.
  package let lastName: String
  /// First name.
  package let firstName: String
  /// Day of birth.
  package let birth: Day
  /// `F`, `M` or `U`.
  package let sex: String
  /// Where the member lives.
  package let address: SampleAddress
  /// The group number, sent in SBR03.
  package let groupNumber: String?

  /// Makes a member.
  package init(
    id: String, lastName: String, firstName: String, birth: Day, sex: String,
    address: SampleAddress, groupNumber: String? = nil
  ) {
    self.id = id
    self.lastName = lastName
    self.firstName = firstName
    self.birth = birth
    self.sex = sex
    self.address = address
    self.groupNumber = groupNumber
  }
}
