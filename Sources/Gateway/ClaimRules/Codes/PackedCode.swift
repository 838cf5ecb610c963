/// A code of one to eight ASCII letters or digits in one integer, in the order of the texts.
package struct PackedCode: Hashable, Sendable, Comparable {
  /// The bytes, the first one highest, filled with zeros.
  package let value: UInt64

  /// Packs `text`; nothing when it is empty, too long or has another character.
  package init?(_ text: String) {
    let bytes = text.utf8
    guard (1...8).contains(bytes.count) else { return nil }
    var packed: UInt64 = 0
    for byte in bytes {
      guard CodeText.isDigit(byte) || CodeText.isUpperLetter(byte) else { return nil }
      packed = packed << 8 | UInt64(byte)
    }
    value = packed << UInt64(8 * (8 - bytes.count))
  }

  package static func < (left: PackedCode, right: PackedCode) -> Bool {
    left.value < right.value
  }
}
