import Domain

extension SegmentText {
  /// Adds what stands behind the HL of a billing provider.
  mutating func add(_ provider: SampleBillingProvider) {
    if let taxonomy = provider.taxonomy { add("PRV", "BI", "PXC", taxonomy) }
    add("NM1", "85", "2", provider.name, "", "", "", "", "XX", provider.npi)
    add(provider.address)
    add("REF", "EI", provider.taxID)
  }

  /// Adds what stands behind the HL of a subscriber, the payer excluded.
  mutating func add(_ member: SampleMember, relationship: String) {
    add("SBR", "P", relationship, member.groupNumber ?? "", "", "", "", "", "", "HM")
    add("NM1", "IL", "1", member.lastName, member.firstName, "", "", "", "MI", member.id)
    add(member.address)
    add("DMG", "D8", member.birth.compact, member.sex)
  }

  /// Adds what stands behind the HL of a patient who is not the subscriber.
  mutating func add(_ dependent: SampleDependent) {
    add("PAT", dependent.relationship)
    add("NM1", "QC", "1", dependent.lastName, dependent.firstName)
    add(dependent.address)
    add("DMG", "D8", dependent.birth.compact, dependent.sex)
  }

  private mutating func add(_ address: SampleAddress) {
    add("N3", address.street)
    add("N4", address.city, address.state, address.postalCode)
  }
}
