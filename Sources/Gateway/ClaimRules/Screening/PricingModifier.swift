/// Modifiers that change a price.
package enum PricingModifier {
  /// Whether a person must price a line with `modifier` (rule `SCREEN-PRICE`).
  ///
  /// Unusual, reduced or discontinued procedures, bilateral and multiple ones, assistants and
  /// co-surgeons, and the split between the technical and the professional part.
  package static func isDecidedByPerson(_ modifier: String) -> Bool {
    switch modifier {
    case "22", "26", "50", "51", "52", "53", "62", "80", "81", "82", "AS", "TC": true
    default: false
    }
  }
}
