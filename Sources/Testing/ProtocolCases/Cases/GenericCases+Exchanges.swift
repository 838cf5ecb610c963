import RawHTTP2

extension GenericCases {
  var priority: [ProtocolCase] {
    [
      advice("1", "The smallest weight is no error", .priority(1, after: 0, weight: 0)),
      advice("2", "The largest weight is no error", .priority(1, after: 0, weight: 255)),
      advice("3", "A stream may depend on one to come", .priority(3, after: 1, weight: 0)),
      advice(
        "4", "A stream may want to be the only one", .priority(1, after: 0x8000_0000, weight: 0)),
      advice(
        "5", "PRIORITY of a later stream does not close the earlier",
        .priority(3, after: 0, weight: 255)),
    ]
  }

  /// PRIORITY, which says nothing any more, before a call that must succeed.
  private func advice(_ number: String, _ title: String, _ frame: RawFrame) -> ProtocolCase {
    ProtocolCase(
      "generic/3.3/\(number)", "RFC 9113, 6.3", title,
      .frames([frame] + target.request()),
      .expect(.success))
  }

  var exchanges: [ProtocolCase] {
    [
      ProtocolCase(
        "generic/4/1", "RFC 9113, 8.1", "GET is answered, although it is no call",
        .frames(target.head(flags: CaseTarget.endings, block(method: "GET"))),
        .expect(.httpAnswer(stream: 1, status: 405))),
      ProtocolCase(
        "generic/4/2", "RFC 9113, 8.1", "HEAD is answered, although it is no call",
        .frames(target.head(flags: CaseTarget.endings, block(method: "HEAD"))),
        .expect(.httpAnswer(stream: 1, status: 405))),
      ProtocolCase(
        "generic/4/3", "RFC 9113, 8.1", "POST with a message is a call",
        .frames(target.request()),
        .expect(.success)),
      ProtocolCase(
        "generic/4/4", "RFC 9113, 8.1", "A request may end with trailers",
        .frames(
          target.head(adding: [("trailer", "x-after")]), target.body(flags: 0),
          .headers(1, [("x-after", "ok")], flags: CaseTarget.endings)),
        .expect(.success)),
    ]
  }

  private func block(method: String) -> [UInt8] {
    CaseTarget.block([(":method", method)] + target.fields.dropFirst())
  }
}

extension GenericCases {
  /// Strings as Huffman code, of RFC 7541, appendix C.
  private enum Huffman {
    static let name: [UInt8] = [0x88, 0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xA9, 0x7D, 0x7F]
    static let value: [UInt8] = [0x89, 0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xB8, 0xE8, 0xB4, 0xBF]
  }

  private var name: [UInt8] { RawFrame.text("custom-key") }
  private var value: [UInt8] { RawFrame.text("custom-value") }

  /// Every form that a header field may have.
  var compression: [ProtocolCase] {
    fieldForms + [
      form(14, "The table may be made smaller", before: [0x3F, 0x61]),
      form(
        15, "The table may be made smaller and larger again",
        before: [0x3F, 0x61, 0x3F, 0xE1, 0x1F]),
    ]
  }

  private var fieldForms: [ProtocolCase] {
    [
      form(1, "A field may be a number of the table", [0x90]),
      form(2, "An indexed field may have a known name", [0x7A] + value),
      form(3, "An indexed field may have a known name and Huffman code", [0x7A] + Huffman.value),
      form(4, "An indexed field may have a new name", [0x40] + name + value),
      form(
        5, "An indexed field may be all Huffman code", [0x40] + Huffman.name + Huffman.value),
      form(6, "An unindexed field may have a known name", [0x0F, 0x2B] + value),
      form(
        7, "An unindexed field may have a known name and Huffman code",
        [0x0F, 0x2B] + Huffman.value),
      form(8, "An unindexed field may have a new name", [0] + name + value),
      form(9, "An unindexed field may be all Huffman code", [0] + Huffman.name + Huffman.value),
      form(10, "A field never to be indexed may have a known name", [0x1F, 0x2B] + value),
      form(
        11, "A field never to be indexed may have a known name and Huffman code",
        [0x1F, 0x2B] + Huffman.value),
      form(12, "A field never to be indexed may have a new name", [0x10] + name + value),
      form(
        13, "A field never to be indexed may be all Huffman code",
        [0x10] + Huffman.name + Huffman.value),
    ]
  }

  private func form(
    _ number: Int, _ title: String, before: [UInt8] = [], _ after: [UInt8] = []
  ) -> ProtocolCase {
    ProtocolCase(
      "generic/5/\(number)", "RFC 7541, 6", title,
      .frames(target.head(1, before + target.block + after), target.body()),
      .expect(.success))
  }
}
