/// Parts in a fixed order, each preceded by its length, so that no two lists of parts have the same bytes.
///
/// Stores hold such bytes, of lines and of the places of claims in files, and must find them again.
package struct LengthMarkedParts {
  /// What was added.
  package private(set) var bytes: [UInt8] = []

  /// - Parameter byteCount: How long they will be, nearly.
  package init(byteCount: Int) {
    bytes.reserveCapacity(byteCount)
  }

  /// Adds a part.
  package mutating func add(_ part: String) {
    addDecimal(part.utf8.count)
    bytes.append(UInt8(ascii: ":"))
    var part = part
    part.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func addDecimal(_ number: Int) {
    if number >= 10 { addDecimal(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
