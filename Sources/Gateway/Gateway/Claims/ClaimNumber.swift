/// The payer's number of a claim: `HC` and twelve digits.
struct ClaimNumber: Hashable, Sendable {
  /// The number in the store.
  let value: Int64

  /// The number that a store gave.
  init(_ value: Int64) {
    self.value = value
  }

  /// Reads `HC000000000042`.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 14, text.hasPrefix("HC"),
      bytes.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int64(text.dropFirst(2)), value > 0
    else { return nil }
    self.value = value
  }

  /// The number as people write it.
  var text: String {
    let digits = String(value)
    var text = "HC"
    text.reserveCapacity(14)
    text += "000000000000".suffix(max(0, 12 - digits.utf8.count))
    text += digits
    return text
  }
}
