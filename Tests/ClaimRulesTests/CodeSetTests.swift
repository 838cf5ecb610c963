import ClaimRules
import Domain
import Testing

@Suite("Code sets")
struct CodeSetTests {
  private func set(_ codes: [(String, Int32, Int32)]) -> CodeSet {
    CodeSet(
      codes.compactMap { code, from, to in
        PackedCode(code).map {
          CodeSet.Entry(code: $0, days: DaySpan(from: Day(number: from), to: Day(number: to)))
        }
      })
  }

  @Test("A code may be used on both ends of each of its spans and on no other day")
  func spans() {
    let set = set([("B1", 0, 9), ("A10", 30, 40), ("A10", 10, 20), ("A1", 5, 5)])
    let days = { (code: String) in (0...50).filter { set.isValid(code, on: Day(number: $0)) } }
    #expect(days("A10") == Array(10...20) + Array(30...40))
    #expect(days("A1") == [5])
    #expect(days("B1") == Array(0...9))
    #expect(days("A") == [] && days("A100") == [] && days("") == [] && days("TOOLONGCODE") == [])
    #expect(set.count == 4)
  }

  @Test("A random set finds exactly the codes that were put into it, and survives the store")
  func random() throws {
    let seed: UInt64 = 20_260_301
    var random = SeededRandom(seed: seed)
    var known: [String: ClosedRange<Int32>] = [:]
    for _ in 0..<2_000 {
      let code = String((0..<5).map { _ in "ABCDE01234".randomElement(using: &random) ?? "A" })
      let from = Int32.random(in: -100...100, using: &random)
      known[code] = from...(from + Int32.random(in: 0...50, using: &random))
    }
    let made = set(known.map { ($0.key, $0.value.lowerBound, $0.value.upperBound) })
    let read = try #require(CodeSet(bytes: made.bytes))
    #expect(read == made, "seed \(seed)")
    for _ in 0..<5_000 {
      let code = String((0..<5).map { _ in "ABCDE01234".randomElement(using: &random) ?? "A" })
      let day = Int32.random(in: -120...170, using: &random)
      let expected = known[code]?.contains(day) ?? false
      #expect(read.isValid(code, on: Day(number: day)) == expected, "seed \(seed): \(code)")
    }
  }

  @Test("Bytes that are no set are refused, never read as one")
  func damaged() {
    let bytes = set([("A1", 0, 1), ("B1", 0, 1)]).bytes
    #expect(CodeSet(bytes: Array(bytes.dropLast())) == nil)
    #expect(CodeSet(bytes: Array(bytes.suffix(16) + bytes.prefix(16))) == nil)
    #expect(CodeSet(bytes: [])?.count == 0)
  }

  @Test(
    "A packed code has one to eight digits or capital letters and keeps their order",
    arguments: [("", false), ("A", true), ("12345678", true), ("123456789", false), ("a1", false)])
  func packed(text: String, isCode: Bool) throws {
    #expect((PackedCode(text) != nil) == isCode)
    #expect(try #require(PackedCode("A1")) < #require(PackedCode("A10")))
    #expect(try #require(PackedCode("A19")) < #require(PackedCode("A2")))
  }

  @Test("A set that is not loaded refuses nothing")
  func notLoaded() {
    var book = CodeBook()
    #expect(book.isEmpty && !book.refuses("ZZ", of: .placeOfService, on: .first))
    book.put(set([("11", 0, 9)]), .placeOfService)
    #expect(book.refuses("ZZ", of: .placeOfService, on: Day(number: 0)))
    #expect(!book.refuses("11", of: .placeOfService, on: Day(number: 0)))
    #expect(!book.refuses("ZZ", of: .diagnosis, on: Day(number: 0)))
  }
}

@Suite("Screening: codes that are in use")
struct CodeScreeningTests {
  private func screening(
    _ name: CodeSetName, _ codes: [String], _ claim: SubmittedClaim = Fixture.claim()
  ) -> Screening {
    ScreeningFixture {
      $0.claim = claim
      let entries = codes.compactMap { code in
        PackedCode(code).map {
          CodeSet.Entry(code: $0, days: DaySpan(from: Fixture.day, to: Fixture.day))
        }
      }
      $0.codes.put(CodeSet(entries), name)
    }.screening
  }

  @Test("CODE-DIAGNOSIS: a line is denied when a diagnosis that it points to is not in use")
  func diagnosis() {
    let claim = Fixture.claim(lines: 2).with { claim in
      claim.diagnoses = ["M5450", "M545"]
      claim.lines[1].diagnosisPointers = [1, 2]
    }
    #expect(screening(.diagnosis, ["M5450"], claim).reasons[1] == nil)
    #expect(screening(.diagnosis, ["M5450"], claim).reasons[2] == [.diagnosisNotValid])
    #expect(screening(.diagnosis, ["M5450", "M545"], claim).reasons[2] == nil)
  }

  @Test("CODE-DIAGNOSIS: the line's own day counts")
  func diagnosisDay() {
    let later = Fixture.claim().withLine { $0.from = Fixture.day.adding(days: 1) }
    #expect(screening(.diagnosis, ["M545"], later).denials.contains(.diagnosisNotValid))
    #expect(screening(.diagnosis, ["M545"]).denials.isEmpty)
  }

  @Test("CODE-PROCEDURE: letters are looked up in HCPCS and digits in CPT")
  func procedure() {
    #expect(screening(.hcpcs, ["T1016"]).denials == [.procedureNotValid])
    #expect(screening(.hcpcs, ["T1015"]).denials.isEmpty)
    #expect(screening(.cpt, ["99213"]).denials.isEmpty)
    let visit = Fixture.claim().withLine { $0.procedure = "99214" }
    #expect(screening(.cpt, ["99213"], visit).denials == [.procedureNotValid])
  }

  @Test(
    "CODE-MODIFIER: letters are looked up in HCPCS, digits and physical status in CPT",
    arguments: [
      (CodeSetName.hcpcsModifier, "Q2", true), (.hcpcsModifier, "59", false),
      (.hcpcsModifier, "P1", false), (.cptModifier, "P1", true), (.cptModifier, "59", true),
      (.cptModifier, "Q2", false), (.hcpcsModifier, "GT", false),
    ])
  func modifier(name: CodeSetName, modifier: String, isDenied: Bool) {
    let claim = Fixture.claim().withLine { $0.modifiers = [modifier] }
    #expect(
      screening(name, ["GT", "25"], claim).denials == (isDenied ? [.modifierNotValid] : []))
  }

  @Test("CODE-PLACE: the line's place, else the claim's, must be in use")
  func place() {
    #expect(screening(.placeOfService, ["12"]).denials == [.placeNotValid])
    #expect(screening(.placeOfService, ["11"]).denials.isEmpty)
    let home = Fixture.claim().withLine { $0.placeOfService = "12" }
    #expect(screening(.placeOfService, ["12"], home).denials.isEmpty)
  }

  @Test("CODE-REVENUE, CODE-BILL-TYPE, CODE-INPATIENT: what an institution bills must be in use")
  func institutional() {
    let claim = FactScreeningTests.hospital("0111").with {
      $0.institutional.procedures = ["0DTJ4ZZ"]
    }
    #expect(screening(.revenueCode, ["0450"], claim).denials == [.revenueCodeNotValid])
    #expect(screening(.revenueCode, ["0510"], claim).denials.isEmpty)
    #expect(screening(.typeOfBill, ["0131"], claim).denials == [.billTypeNotValid])
    #expect(screening(.typeOfBill, ["0111"], claim).denials.isEmpty)
    #expect(
      screening(.inpatientProcedure, ["0DTJ0ZZ"], claim).denials == [.inpatientProcedureNotValid])
    #expect(screening(.inpatientProcedure, ["0DTJ4ZZ"], claim).denials.isEmpty)
    #expect(screening(.diagnosis, ["M5450"], claim).denials == [.diagnosisNotValid])
    #expect(screening(.placeOfService, ["11"], claim).denials.isEmpty)
  }

  @Test("A wrong code is found also for a patient who is not known")
  func unknownMember() {
    let screening = ScreeningFixture {
      $0.coverage = CoverageFacts(match: .notFound)
      $0.codes.put(CodeSet([]), .hcpcs)
    }.screening
    #expect(Set(screening.denials) == [.memberNotFound, .procedureNotValid])
  }
}
