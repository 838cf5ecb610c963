/// One of the areas between which Medicare's fees for physicians differ.
package struct MedicareLocality: Hashable, Sendable {
  /// The number of the contractor that pays there, five characters.
  package let carrier: String
  /// The locality's number within the contractor.
  package let number: String

  /// Names a locality.
  package init(carrier: String, number: String) {
    self.carrier = carrier
    self.number = number
  }
}

extension MedicareLocality: CustomStringConvertible {
  /// Contractor and number, such as `01112-05`.
  package var description: String { "\(carrier)-\(number)" }
}
