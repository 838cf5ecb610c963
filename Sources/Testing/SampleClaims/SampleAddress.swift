/// An invented address.
package struct SampleAddress: Hashable, Sendable {
  /// Street and number.
  package let street: String
  /// City.
  package let city: String
  /// Two letters.
  package let state: String
  /// Five or nine digits.
  package let postalCode: String

  /// Makes an address.
  package init(street: String, city: String, state: String, postalCode: String) {
    self.street = street
    self.city = city
    self.state = state
    self.postalCode = postalCode
  }
}
