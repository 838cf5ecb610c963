/// A family name reduced to what two spellings of one name have in common.
///
/// Case, spaces, hyphens, apostrophes, periods and commas do not count, nor do the marks on Latin
/// letters: `O'Neil-Núñez` and `ONEIL NUNEZ` have the same key. Letters that are written as two
/// elsewhere become those (`ß` is `ss`, `æ` is `ae`), but an umlaut only loses its dots, so `Müller`
/// agrees with `Muller` and not with `Mueller`. Letters of other scripts are compared as they are.
package struct NameKey: Hashable, Sendable {
  /// The reduced name; empty when nothing but punctuation was there.
  package let text: String

  /// Reduces `name`.
  package init(_ name: String) {
    var text = ""
    text.reserveCapacity(name.utf8.count)
    for scalar in name.unicodeScalars {
      NameKey.append(scalar, to: &text)
    }
    self.text = text
  }

  /// Takes a key that was reduced before and stored.
  package init(reduced text: String) {
    self.text = text
  }

  /// Whether both keys say something and say the same.
  package func agrees(with other: NameKey) -> Bool {
    !text.isEmpty && text == other.text
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "a"..."z", "0"..."9":
      text.unicodeScalars.append(scalar)
    case "A"..."Z":
      text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
    case _ where isIgnored(scalar):
      break
    default:
      for lowered in scalar.properties.lowercaseMapping.unicodeScalars where !isIgnored(lowered) {
        text += LatinLetters.plain[lowered] ?? String(lowered)
      }
    }
  }

  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "`", "-", ".", ",", " ", "\u{B4}", "\u{2BC}", "\u{2010}"..."\u{2015}",
      "\u{2018}", "\u{2019}":
      true
    default:
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .nonspacingMark
    }
  }
}
