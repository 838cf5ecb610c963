import Domain

/// The text of a file that grows by segments, with the usual delimiters.
struct SegmentText: Sendable {
  private(set) var text = ""
  private(set) var count = 0
  var breaksLines = true

  /// Adds a segment; trailing empty elements are left out, characters that cannot be sent are blanks.
  mutating func add(_ id: String, _ elements: String...) {
    add(id, elements.map(SegmentText.cleaned))
  }

  /// Adds a segment whose elements may hold component separators.
  mutating func add(_ id: String, _ elements: [String]) {
    text += id
    let last = elements.lastIndex { !$0.isEmpty } ?? -1
    for element in elements.prefix(last + 1) {
      text += "*"
      text += element
    }
    end()
  }

  /// Adds ISA in its fixed width.
  mutating func addHeader(_ envelope: SampleEnvelope, controlNumber: String) {
    let blank = SegmentText.padded("", to: 10)
    let parties = [envelope.sender, envelope.receiver].map {
      "ZZ*" + SegmentText.padded(SegmentText.cleaned($0), to: 15)
    }
    text += "ISA*00*\(blank)*00*\(blank)*\(parties[0])*\(parties[1])"
    text += "*\(envelope.day.compact.dropFirst(2))*\(SegmentText.padded(envelope.time, to: 4))"
    text += "*^*00501*\(controlNumber)*0*T*:"
    end()
  }

  private mutating func end() {
    text += breaksLines ? "~\n" : "~"
    count += 1
  }

  /// The text with blanks for what would cut it or cannot be sent.
  static func cleaned(_ text: String) -> String {
    let isClean = text.utf8.allSatisfy { byte in
      (0x20..<0x7F).contains(byte) && !"*:^~".utf8.contains(byte)
    }
    if isClean { return text }
    let bytes = text.utf8.map { byte in
      (0x20..<0x7F).contains(byte) && !"*:^~".utf8.contains(byte) ? byte : 0x20
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(text.prefix(width)) + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
