/// The four characters that cut an interchange into segments, elements and components.
///
/// They are read by position from the ISA segment, which has a fixed width of
/// ``headerLength`` bytes, and must differ from one another.
package struct X12Delimiters: Hashable, Sendable {
  /// Between elements: the fourth byte of ISA.
  package let element: UInt8
  /// Between the components of a composite element: ISA16.
  package let component: UInt8
  /// Between repetitions: ISA11, or nothing when ISA11 still holds the letter of older versions.
  package let repetition: UInt8?
  /// After each segment: the byte behind ISA16.
  package let terminator: UInt8

  /// Bytes of an ISA segment with its terminator.
  package static let headerLength = 106

  /// `*`, `:`, `^` and `~`.
  package static let usual = X12Delimiters(
    element: UInt8(ascii: "*"), component: UInt8(ascii: ":"), repetition: UInt8(ascii: "^"),
    terminator: UInt8(ascii: "~"))

  /// Makes delimiters that our own code chose.
  package init(element: UInt8, component: UInt8, repetition: UInt8?, terminator: UInt8) {
    self.element = element
    self.component = component
    self.repetition = repetition
    self.terminator = terminator
  }

  /// Reads the delimiters from the bytes of an ISA segment, or nothing when one of them is a letter,
  /// a digit, a space or not ASCII, or when two are the same.
  init?(header: ArraySlice<UInt8>) {
    guard header.count == X12Delimiters.headerLength else { return nil }
    let first = header.startIndex
    let repetition = header[first + 82]
    self.init(
      element: header[first + 3], component: header[first + 104],
      repetition: repetition == UInt8(ascii: "U") ? nil : repetition,
      terminator: header[first + 105])
    guard areDistinct, all.allSatisfy(X12Delimiters.isUsable) else { return nil }
  }

  /// Whether `byte` cuts something.
  package func cuts(_ byte: UInt8) -> Bool {
    byte == element || byte == component || byte == terminator || byte == repetition
  }

  /// Whether no two of them are the same.
  var areDistinct: Bool { Set(all).count == all.count }

  private var all: [UInt8] {
    [element, component, terminator] + (repetition.map { [$0] } ?? [])
  }

  private static func isUsable(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 0x20, 0x7F...0xFF: false
    case UInt8(ascii: "0")...UInt8(ascii: "9"): false
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): false
    default: true
    }
  }
}
