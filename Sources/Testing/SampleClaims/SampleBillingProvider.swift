/// An invented organisation that bills.
package struct SampleBillingProvider: Hashable, Sendable {
  /// Its NPI.
  package let npi: String
  /// Nine digits, sent as an employer's number.
  package let taxID: String
  /// Its name.
  package let name: String
  /// Its taxonomy code, sent in the billing level's PRV.
  package let taxonomy: String?
  /// Where it is.
  package let address: SampleAddress

  /// Makes a billing provider.
  package init(
    npi: String, taxID: String, name: String, taxonomy: String? = nil, address: SampleAddress
  ) {
    self.npi = npi
    self.taxID = taxID
    self.name = name
    self.taxonomy = taxonomy
    self.address = address
  }
}
