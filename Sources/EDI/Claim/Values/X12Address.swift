/// N3 and N4: where somebody is.
package struct X12Address: Hashable, Sendable {
  /// N301.
  package internal(set) var line1 = X12Field("")
  /// N302.
  package internal(set) var line2 = ""
  /// N401.
  package internal(set) var city = X12Field("")
  /// N402.
  package internal(set) var state = X12Field("")
  /// N403, with or without the four digits of the route.
  package internal(set) var postalCode = X12Field("")
  /// N404; empty in the United States.
  package internal(set) var country = ""
  /// N407.
  package internal(set) var countrySubdivision = ""
  var hasStreet = false
  var hasCity = false
}

extension X12Address: PrintsRedacted {}
