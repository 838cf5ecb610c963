import Foundation

/// A file of the repository, searched by bytes because there are many.
struct SourceFile: Sendable {
  /// The path from the root of the repository, such as `Sources/Domain/Values/Day.swift`.
  let path: String
  /// The content.
  let bytes: [UInt8]

  private static let lineBreak = Array("\n".utf8)

  /// The lines without their ends.
  var lines: [String] {
    var lines: [String] = []
    var start = 0
    for end in offsets(of: SourceFile.lineBreak) + [bytes.count] {
      lines.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end + 1
    }
    return lines
  }

  /// How many lines there are, each with its line break.
  var lineCount: Int { offsets(of: SourceFile.lineBreak).count }

  /// Whether `word` stands anywhere in the file.
  func contains(_ word: String) -> Bool {
    firstOffset(of: Array(word.utf8), from: 0) != nil
  }

  /// The lines that hold `word` and are no comments, with their numbers from 1.
  func code(with word: String) -> [(number: Int, text: String)] {
    guard contains(word) else { return [] }
    return lines.enumerated().compactMap { index, line in
      line.contains(word) && !line.drop { $0 == " " }.hasPrefix("//") ? (index + 1, line) : nil
    }
  }

  /// Whether `name` stands in the file as a whole: no letter, digit or hyphen of a longer name
  /// before or behind it.
  func names(_ name: String) -> Bool {
    let word = Array(name.utf8)
    return offsets(of: word).contains { offset in
      let before = offset > 0 ? bytes[offset - 1] : 0x20
      let end = offset + word.count
      let behind = end < bytes.count ? bytes[end] : 0x20
      return !SourceFile.isPart(before) && !SourceFile.isPart(behind)
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func offsets(of word: [UInt8]) -> [Int] {
    var offsets: [Int] = []
    while let offset = firstOffset(of: word, from: (offsets.last ?? -1) + 1) {
      offsets.append(offset)
    }
    return offsets
  }

  private func firstOffset(of word: [UInt8], from start: Int) -> Int? {
    guard let first = word.first else { return nil }
    return bytes.withUnsafeBytes { text in
      guard let base = text.baseAddress else { return nil }
      var offset = start
      while offset + word.count <= text.count {
        let room = text.count - word.count + 1 - offset
        guard let found = memchr(base + offset, Int32(first), room) else { return nil }
        offset = UnsafeRawPointer(found) - base
        if memcmp(base + offset, word, word.count) == 0 { return offset }
        offset += 1
      }
      return nil
    }
  }
}
