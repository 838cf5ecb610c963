import EligibilityRules
import Testing

@Suite("Names are compared without case, spaces, hyphens, apostrophes and simple marks")
struct NameKeyTests {
  @Test(
    "ELIG-MATCH-1: spellings of one name agree",
    arguments: [
      ("Rivera", "RIVERA"), ("O'Neil", "oneil"), ("O\u{2019}Neil", "O NEIL"),
      ("Smith-Jones", "SMITH JONES"), ("St. John", "stjohn"), ("Núñez", "NUNEZ"),
      ("N\u{75}\u{301}n\u{303}ez", "Nunez"), ("MÜLLER", "Muller"), ("Weiß", "WEISS"),
      ("Ærø", "AERO"), ("Łukasz", "Lukasz"), ("İnönü", "Inonu"), ("d\u{A0}Arc", "D'ARC"),
    ])
  func agree(_ left: String, _ right: String) {
    #expect(NameKey(left).agrees(with: NameKey(right)))
  }

  @Test(
    "ELIG-MATCH-1: other names do not agree",
    arguments: [
      ("Rivera", "Riviera"), ("Müller", "Mueller"), ("Lee", "Li"), ("Иванов", "Ivanov"),
      ("Smith", "Smith Jones"),
    ])
  func disagree(_ left: String, _ right: String) {
    #expect(!NameKey(left).agrees(with: NameKey(right)))
  }

  @Test("ELIG-MATCH-1: names of other scripts are compared as they are, without case")
  func otherScripts() {
    #expect(NameKey("Иванов").agrees(with: NameKey("ИВАНОВ")))
    #expect(NameKey("王").agrees(with: NameKey("王")))
  }

  @Test("ELIG-MATCH-1: a name of nothing but punctuation agrees with none, itself included")
  func nothing() {
    #expect(NameKey("-'").text.isEmpty)
    #expect(!NameKey("-'").agrees(with: NameKey("-'")))
  }

  @Test("Reducing a reduced name changes nothing")
  func idempotent() {
    for name in ["O'Neil-Núñez", "Weiß", "Ærø", "Иванов", "ĲSSEL", "ﬁ"] {
      let key = NameKey(name)
      #expect(NameKey(key.text) == key)
      #expect(NameKey(reduced: key.text) == key)
    }
  }
}
