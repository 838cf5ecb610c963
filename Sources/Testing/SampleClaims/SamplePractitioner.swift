/// An invented person who renders, refers or supervises.
package struct SamplePractitioner: Hashable, Sendable {
  /// The NPI.
  package let npi: String
  /// Last name.
  package let lastName: String
  /// First name.
  package let firstName: String
  /// Taxonomy code, sent in PRV of a rendering provider.
  package let taxonomy: String?

  /// Makes a practitioner.
  package init(npi: String, lastName: String, firstName: String, taxonomy: String? = nil) {
    self.npi = npi
    self.lastName = lastName
    self.firstName = firstName
    self.taxonomy = taxonomy
  }
}
