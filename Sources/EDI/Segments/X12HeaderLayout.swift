/// The fixed width of the ISA segment.
enum X12HeaderLayout {
  /// The widths of ISA01 to ISA16.
  static let widths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1]

  /// The first byte that is a separator where data must stand, or the other way round.
  static func firstViolation(in header: ArraySlice<UInt8>) -> Int? {
    let separator = header[header.startIndex + 3]
    var expected = 3
    var element = 0
    for index in 3..<header.count - 1 {
      let isSeparator = header[header.startIndex + index] == separator
      guard isSeparator == (index == expected) else { return index }
      if isSeparator {
        expected += widths[element] + 1
        element += 1
        if element == widths.count { return nil }
      }
    }
    return nil
  }
}
