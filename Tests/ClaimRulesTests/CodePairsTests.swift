import ClaimRules
import Domain
import Testing

@Suite("Sets of pairs of codes")
struct CodePairsTests {
  private func set(_ pairs: [(String, String, ClosedRange<Int32>)]) -> CodePairs {
    CodePairs(
      pairs.compactMap { code, partner, days in
        guard let code = PackedCode(code), let partner = PackedCode(partner) else { return nil }
        return CodePairs.Entry(
          code: code, partner: partner,
          days: DaySpan(from: Day(number: days.lowerBound), to: Day(number: days.upperBound)))
      })
  }

  @Test("A pair holds on both ends of its days, and a procedure without one is not judged")
  func days() {
    let set = set([("A1", "25", 10...20), ("A1", "59", 15...30), ("A10", "25", 0...99)])
    let refused = { (partners: [String]) in
      (0...40).filter { set.refuses("A1", with: partners, on: Day(number: $0)) }.map(Int.init)
    }
    #expect(refused(["25"]) == Array(21...30))
    #expect(refused(["59"]) == Array(10...14))
    #expect(refused(["25", "59"]) == Array(10...14) + Array(21...30))
    #expect(refused(["XX"]) == Array(10...30))
    #expect(refused([""]) == Array(10...30), "what is no code stands with nothing")
    #expect(refused([]) == [])
    for code in ["A", "A2", "", "TOOLONGCODE"] {
      #expect(!set.refuses(code, with: ["XX"], on: Day(number: 15)))
    }
    #expect(set.count == 3)
  }

  @Test("A random set refuses exactly what it should, and survives the store")
  func random() throws {
    let seed: UInt64 = 20_260_302
    var random = SeededRandom(seed: seed)
    var rows: [(String, String, ClosedRange<Int32>)] = []
    let codes = (0..<40).map { "A\($0)" }
    let partners = ["25", "59", "RT", "LT", "XE"]
    for _ in 0..<300 {
      let from = Int32.random(in: 0...50, using: &random)
      rows.append(
        (
          codes.randomElement(using: &random) ?? "A0",
          partners.randomElement(using: &random) ?? "25",
          from...(from + Int32.random(in: 0...20, using: &random))
        ))
    }
    let made = set(rows)
    let read = try #require(CodePairs(bytes: made.bytes))
    #expect(read == made && made.bytes.count == 24 * 300, "seed \(seed)")
    for _ in 0..<5_000 {
      let code = codes.randomElement(using: &random) ?? "A0"
      let asked = partners.filter { _ in Bool.random(using: &random) }
      let day = Int32.random(in: -5...80, using: &random)
      let valid = rows.filter { $0.0 == code && $0.2.contains(day) }.map(\.1)
      let expected = !valid.isEmpty && !Set(asked).isSubset(of: valid)
      #expect(
        read.refuses(code, with: asked, on: Day(number: day)) == expected,
        "seed \(seed): \(code) \(asked) \(day)")
    }
  }

  @Test("Bytes that are no set are refused, never read as one")
  func damaged() {
    let bytes = set([("A1", "25", 0...1), ("A1", "59", 0...1)]).bytes
    #expect(CodePairs(bytes: Array(bytes.dropLast())) == nil)
    #expect(CodePairs(bytes: Array(bytes.suffix(24) + bytes.prefix(24))) == nil)
    #expect(CodePairs(bytes: [])?.count == 0)
    #expect(CodeContent(bytes: bytes, of: .procedurePlace)?.count == 2)
    #expect(CodeContent(bytes: bytes, of: .cpt)?.count != 2)
  }

  @Test("A book knows the versions of its sets and takes no older one")
  func versions() {
    var book = CodeBook()
    book.put(.pairs(set([("A1", "25", 0...9)])), .procedureModifier, version: 3)
    book.put(.codes(CodeSet([])), .cpt, version: 1)
    book.put(.pairs(set([])), .procedureModifier, version: 3)
    #expect(book.versions.map(\.name) == [.cpt, .procedureModifier])
    #expect(book.versions.map(\.version) == [1, 3])
    let day = Day(number: 5)
    #expect(book.refuses(["59"], with: "A1", in: .procedureModifier, on: day))
    #expect(!book.refuses(["59"], with: "A1", in: .procedurePlace, on: day))
    book.put(.pairs(set([])), .procedureModifier, version: 4)
    #expect(!book.refuses(["59"], with: "A1", in: .procedureModifier, on: day))
  }
}

@Suite("Screening: codes that may stand together")
struct CodeFitScreeningTests {
  private static let today = DaySpan(from: Fixture.day, to: Fixture.day)

  private func screening(
    _ name: CodeSetName, _ pairs: [(String, String)], _ claim: SubmittedClaim = Fixture.claim()
  ) -> Screening {
    ScreeningFixture { fixture in
      fixture.claim = claim
      fixture.codes.put(.pairs(CodeFitScreeningTests.set(pairs)), name, version: 1)
    }.screening
  }

  private static func set(_ pairs: [(String, String)]) -> CodePairs {
    CodePairs(
      pairs.compactMap { code, partner in
        guard let code = PackedCode(code), let partner = PackedCode(partner) else { return nil }
        return CodePairs.Entry(code: code, partner: partner, days: today)
      })
  }

  @Test("CODE-MODIFIER-FIT: each modifier of the line must be one of the procedure's")
  func modifier() {
    let fits = [("T1015", "25"), ("T1015", "59")]
    let line = { (modifiers: [String]) in Fixture.claim().withLine { $0.modifiers = modifiers } }
    #expect(screening(.procedureModifier, fits, line(["25", "59"])).denials == [])
    #expect(
      screening(.procedureModifier, fits, line(["25", "RT"])).denials == [.modifierDoesNotFit])
    #expect(screening(.procedureModifier, fits, line([])).denials == [])
    #expect(screening(.procedureModifier, [("T1016", "25")], line(["RT"])).denials == [])
    let later = line(["RT"]).withLine { $0.from = Fixture.day.adding(days: 1) }
    #expect(!screening(.procedureModifier, fits, later).denials.contains(.modifierDoesNotFit))
  }

  @Test("CODE-PLACE-FIT: the line's place, else the claim's, must be one of the procedure's")
  func place() {
    #expect(screening(.procedurePlace, [("T1015", "11")]).denials == [])
    #expect(screening(.procedurePlace, [("T1015", "12")]).denials == [.placeDoesNotFit])
    let home = Fixture.claim().withLine { $0.placeOfService = "12" }
    #expect(screening(.procedurePlace, [("T1015", "12")], home).denials == [])
    #expect(screening(.procedurePlace, [("T1016", "12")]).denials == [])
  }

  @Test("CODE-REVENUE-FIT: an institutional line's revenue code must be one of the procedure's")
  func revenue() {
    let claim = FactScreeningTests.hospital("0131")
    let procedure = claim.lines[0].procedure
    let revenue = claim.lines[0].revenueCode
    #expect(screening(.procedureRevenue, [(procedure, revenue)], claim).denials == [])
    #expect(
      screening(.procedureRevenue, [(procedure, "0999")], claim).denials
        == [.revenueCodeDoesNotFit])
  }

  @Test("CODE-REVENUE-FIT: a line of a stay is judged on its own day, not on the last of the stay")
  func stay() {
    let claim = FactScreeningTests.hospital("0111").with { claim in
      claim.institutional.statement = DaySpan(
        from: Fixture.day, to: Fixture.day.adding(days: 3))
    }
    #expect(
      screening(.procedureRevenue, [(claim.lines[0].procedure, "0999")], claim).denials
        == [.revenueCodeDoesNotFit])
  }

  @Test(
    "CODE-MODIFIER-FIT, CODE-PLACE-FIT, CODE-REVENUE-FIT: the trace names the rule that denied",
    arguments: [
      (CodeSetName.procedureModifier, "CODE-MODIFIER-FIT"),
      (.procedurePlace, "CODE-PLACE-FIT"), (.procedureRevenue, "CODE-REVENUE-FIT"),
    ])
  func traced(name: CodeSetName, rule: String) {
    let claim =
      name == .procedureRevenue
      ? FactScreeningTests.hospital("0131")
      : Fixture.claim().withLine { $0.modifiers = ["RT"] }
    let screening = screening(name, [(claim.lines[0].procedure, "99")], claim)
    #expect(screening.denials.count == 1)
    #expect(screening.rules.filter { $0.hasPrefix("CODE-") } == [rule])
  }

  @Test("CODE-PLACE-FIT, CODE-REVENUE-FIT: what a kind of claim does not have is not looked at")
  func otherKind() {
    let claim = FactScreeningTests.hospital("0131")
    let procedure = claim.lines[0].procedure
    #expect(screening(.procedurePlace, [(procedure, "99")], claim).denials == [])
    #expect(screening(.procedureRevenue, [("T1015", "0999")]).denials == [])
    let bare = claim.withLine { $0.procedure = "" }
    #expect(screening(.procedureRevenue, [(procedure, "0999")], bare).denials == [])
  }

  @Test("CODE-MODIFIER-FIT, CODE-PLACE-FIT: all that does not fit is found, the modifier decides")
  func together() {
    let screening = ScreeningFixture { fixture in
      fixture.claim = Fixture.claim().withLine { $0.modifiers = ["RT"] }
      fixture.codes.put(
        .pairs(CodeFitScreeningTests.set([("T1015", "25")])), .procedureModifier, version: 1)
      fixture.codes.put(
        .pairs(CodeFitScreeningTests.set([("T1015", "12")])), .procedurePlace, version: 1)
      fixture.codes.put(CodeSet([]), .placeOfService)
    }.screening
    #expect(
      ReasonTable.ordered(screening.denials)
        == [.placeNotValid, .modifierDoesNotFit, .placeDoesNotFit])
  }
}
