import RawHTTP2

/// The rules of RFC 7541 that a header block can break.
struct HPACKCases {
  let target: CaseTarget

  /// Lengths of names and values of RFC 7541, appendix C, with an ending that is wrong.
  private var brokenStrings: [ProtocolCase] {
    let name: [UInt8] = [0, 0x88, 0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xA9, 0x7D, 0x7F]
    return [
      broken(
        "5.2/1", "Huffman code is padded with at most seven bits",
        after: name + [0x8A, 0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xB8, 0xE8, 0xB4, 0xBF, 0xFF]),
      broken(
        "5.2/2", "Huffman code is padded with ones",
        after: name + [0x88, 0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xA9, 0x7D, 0x00]),
      broken(
        "5.2/3", "The end of string symbol does not occur in Huffman code",
        after: name + [
          0x8C, 0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xA9, 0x7D, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF,
        ]),
    ]
  }

  var all: [ProtocolCase] {
    [
      broken("2.3.3/1", "An index beyond both tables names no field", after: [0xC6]),
      broken("2.3.3/2", "An index beyond both tables gives no name", after: [0x7F, 0x07, 0x00]),
      broken("4.2/1", "The size of the table changes at the beginning of a block", after: [0x21]),
    ] + brokenStrings + [
      broken("6.1/1", "Index 0 names no field", after: [0x80]),
      broken(
        "6.3/1", "The table grows no larger than the server allows", before: [0x3F, 0xE2, 0x1F]),
    ]
  }

  private func broken(
    _ number: String, _ title: String, before: [UInt8] = [], after: [UInt8] = []
  ) -> ProtocolCase {
    let clause = number.prefix { $0 != "/" }
    return ProtocolCase(
      "hpack/\(number)", "RFC 7541, \(clause)", title,
      .frames(target.head(flags: CaseTarget.endings, before + target.block + after)),
      .expect(.compressionError))
  }
}
