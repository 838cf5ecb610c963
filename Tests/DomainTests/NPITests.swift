import Domain
import Testing

@Suite("An NPI has a check digit")
struct NPITests {
  /// Stems that reach every digit in every place.
  private static let stems = [
    "100000000", "123456789", "134567902", "198765432", "200000003", "209090909", "267676767",
    "290817263", "155555555", "244444440",
  ]

  @Test(
    "Published and invented examples pass",
    arguments: ["1234567893", "1245319599", "1000000004", "2000003030"])
  func accepted(text: String) {
    #expect(NPI(text)?.digits == text)
    #expect(NPI(text)?.description == text)
  }

  @Test("INTAKE-NPI: a stem has exactly one check digit", arguments: stems)
  func oneCheckDigit(stem: String) throws {
    let passing = (0...9).map { "\(stem)\($0)" }.filter { NPI($0) != nil }
    #expect(passing.count == 1)
    #expect(NPI(stem: stem)?.digits == passing.first)
  }

  @Test("INTAKE-NPI: every change of a single digit is noticed", arguments: stems)
  func singleChanges(stem: String) throws {
    let digits = Array(try #require(NPI(stem: stem)).digits)
    for place in digits.indices {
      for other in "0123456789" where other != digits[place] {
        var changed = digits
        changed[place] = other
        #expect(NPI(String(changed)) == nil, "\(String(changed)) passes")
      }
    }
  }

  @Test("INTAKE-NPI: every swap of two neighbours is noticed, except 09 and 90", arguments: stems)
  func adjacentSwaps(stem: String) throws {
    let digits = Array(try #require(NPI(stem: stem)).digits)
    for place in 1..<digits.count where digits[place] != digits[place - 1] {
      var swapped = digits
      swapped.swapAt(place, place - 1)
      guard swapped[0] == "1" || swapped[0] == "2" else { continue }
      let isKnownBlindSpot = Set([digits[place], digits[place - 1]]) == ["0", "9"]
      #expect((NPI(String(swapped)) != nil) == isKnownBlindSpot, "\(String(swapped))")
    }
  }

  @Test(
    "What is no NPI is refused",
    arguments: [
      "", "1", "123456789", "12345678933", "3234567893", "0234567893", "123456789X", " 234567893",
      "１２３４５６７８９３", "1234567893\n", "-234567893",
    ])
  func refused(text: String) {
    #expect(NPI(text) == nil)
  }

  @Test("INTAKE-NPI: no check digit makes up for a first digit other than 1 and 2")
  func firstDigit() {
    for first in "03456789" {
      let passing = (0...9).filter { NPI("\(first)23456789\($0)") != nil }
      #expect(passing == [], "\(first)")
    }
  }

  @Test(
    "A stem that is not nine digits has no NPI",
    arguments: ["", "12345678", "1234567890", "X23456789"])
  func badStem(stem: String) {
    #expect(NPI(stem: stem) == nil)
  }
}
