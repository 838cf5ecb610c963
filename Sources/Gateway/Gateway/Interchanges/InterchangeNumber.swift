/// The gateway's number of an interchange that it received: `I` and twelve digits.
struct InterchangeNumber: Hashable, Sendable {
  /// The number in the store.
  let value: Int64

  /// The number that a store gave.
  init(_ value: Int64) {
    self.value = value
  }

  /// Reads `I000000000042`.
  init?(_ text: String) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "I"), digits.count == 12,
      digits.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text.dropFirst()),
      value > 0
    else { return nil }
    self.value = value
  }

  /// The number as people write it.
  var text: String {
    let digits = String(value)
    return "I" + String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
  }
}
