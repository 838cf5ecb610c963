import ClaimRules
import Domain
import Testing

@Suite("Intake edits of the claim")
struct IntakeTests {
  /// The faults as `RULE field`.
  private func faults(_ claim: SubmittedClaim) -> [String] {
    IntakeEdits.faults(in: claim, received: Fixture.received).map { "\($0.rule.name) \($0.field)" }
  }

  @Test("A claim with nothing wrong has no fault")
  func nothingWrong() {
    #expect(faults(Fixture.claim()) == [])
    #expect(faults(Fixture.claim(lines: 3)) == [])
  }

  @Test(
    "INTAKE-TEXT: the submitter's number has 1 to 38 characters",
    arguments: [(0, false), (1, true), (38, true), (39, false)])
  func controlNumber(length: Int, isAccepted: Bool) {
    let claim = Fixture.claim().with {
      $0.patientControlNumber = String(repeating: "A", count: length)
    }
    #expect(faults(claim) == (isAccepted ? [] : ["INTAKE-TEXT patient_control_number"]))
  }

  @Test(
    "INTAKE-TEXT: the member's number has 1 to 80 characters and the family name 1 to 100",
    arguments: [(0, 1), (1, 0), (81, 1), (1, 101), (80, 100)])
  func memberTexts(number: Int, name: Int) {
    let claim = Fixture.claim().withPatient {
      $0.memberID = String(repeating: "1", count: number)
      $0.familyName = String(repeating: "A", count: name)
    }
    var expected: [String] = []
    if !(1...80).contains(number) { expected.append("INTAKE-TEXT patient.member_id") }
    if !(1...100).contains(name) { expected.append("INTAKE-TEXT patient.family_name") }
    #expect(faults(claim) == expected)
  }

  @Test(
    "INTAKE-TEXT: postal codes of the places of service have at most 15 characters",
    arguments: [(0, true), (9, true), (15, true), (16, false)])
  func facilityPostalCodes(length: Int, isAccepted: Bool) {
    let text = String(repeating: "1", count: length)
    let field = "service_facility.postal_code"
    #expect(
      faults(Fixture.claim().with { $0.facilityPostalCode = text })
        == (isAccepted ? [] : ["INTAKE-TEXT \(field)"]))
    #expect(
      faults(Fixture.claim().withLine { $0.facilityPostalCode = text })
        == (isAccepted ? [] : ["INTAKE-TEXT lines[1].\(field)"]))
  }

  @Test(
    "INTAKE-NPI: a wrong check digit, length, first digit or character is refused wherever it stands",
    arguments: [
      "1000001011", "100000101", "10000010100", "3000001010", "0000000000", "100000101A", "",
    ])
  func wrongNPI(text: String) {
    #expect(
      faults(Fixture.claim().with { $0.billingNPI = text }) == ["INTAKE-NPI billing_provider.npi"])
    guard !text.isEmpty else { return }
    #expect(
      faults(Fixture.claim().with { $0.renderingNPI = text }) == ["INTAKE-NPI rendering_npi"])
    #expect(
      faults(Fixture.claim().with { $0.referringNPI = text }) == ["INTAKE-NPI referring_npi"])
    #expect(
      faults(Fixture.claim().withLine { $0.renderingNPI = text })
        == ["INTAKE-NPI lines[1].rendering_npi"])
  }

  @Test("INTAKE-NPI: of the ten last digits of a stem exactly one is the check digit")
  func oneCheckDigit() {
    let accepted = (0...9).filter { digit in
      faults(Fixture.claim().with { $0.billingNPI = "123456789\(digit)" }).isEmpty
    }
    #expect(accepted == [3])
  }

  @Test(
    "INTAKE-TIN: a tax number has nine digits that are not all the same",
    arguments: [
      ("510000101", true), ("51000010", false), ("5100001010", false), ("111111111", false),
      ("000000000", false), ("51000010A", false), ("", false),
    ])
  func taxNumber(text: String, isAccepted: Bool) {
    let claim = Fixture.claim().with { $0.billingTIN = text }
    #expect(faults(claim) == (isAccepted ? [] : ["INTAKE-TIN billing_provider.tin"]))
  }

  @Test("INTAKE-LINES: a claim has 1 to 999 lines")
  func lineCount() {
    #expect(faults(Fixture.claim(lines: 0)) == ["INTAKE-LINES lines"])
    #expect(faults(Fixture.claim(lines: 999)) == [])
    #expect(faults(Fixture.claim(lines: 1_000)) == ["INTAKE-LINES lines"])
  }

  @Test(
    "INTAKE-LINES: lines are numbered from 1 without a gap",
    arguments: [[1, 2], [2, 3], [1, 1], [2, 1], [1, 3], [0, 1], [1, Int.max]])
  func lineNumbers(numbers: [Int]) {
    let claim = Fixture.claim(lines: 2).with { claim in
      for (index, number) in numbers.enumerated() { claim.lines[index].lineNumber = number }
    }
    #expect(faults(claim) == (numbers == [1, 2] ? [] : ["INTAKE-LINES lines"]))
  }

  @Test("INTAKE-TOTAL: the total charge is the sum of the lines, to the cent")
  func total() {
    for cents: Int64 in [-1, 1] {
      let claim = Fixture.claim(lines: 2).with { $0.charge += Money(cents: cents) }
      #expect(faults(claim) == ["INTAKE-TOTAL charge"])
    }
  }

  @Test(
    "INTAKE-FREQUENCY: original, replacement and void are known, the last two with an original",
    arguments: [
      ("", "", true), ("1", "", true), ("7", "HC1", true), ("8", "HC1", true), ("7", "", false),
      ("8", "", false), ("2", "HC1", false), ("71", "HC1", false),
    ])
  func frequency(frequency: String, original: String, isAccepted: Bool) {
    let found = faults(
      Fixture.claim().with {
        $0.frequency = frequency
        $0.originalClaimID = original
      })
    #expect(found.isEmpty == isAccepted)
    #expect(found.allSatisfy { $0.hasPrefix("INTAKE-FREQUENCY ") })
  }

  @Test(
    "INTAKE-DIAGNOSIS: one to twelve codes of the right form, each once",
    arguments: [
      (["M545"], true), (["A00"], true), (["S72001A"], true), ([], false), (["M5"], false),
      (["545"], false), (["M54.5"], false), (["m545"], false), (["S72001AB"], false),
      (["M545", "M545"], false), (["MA45"], false),
    ])
  func diagnoses(codes: [String], isAccepted: Bool) {
    let found = faults(Fixture.claim().with { $0.diagnoses = codes })
    #expect(found.isEmpty == isAccepted)
    #expect(found.allSatisfy { $0.hasPrefix("INTAKE-DIAGNOSIS ") })
  }

  @Test("INTAKE-DIAGNOSIS: twelve diagnoses are accepted and thirteen are not")
  func diagnosisCount() {
    let codes = (0..<13).map { "M5\($0 / 10)\($0 % 10)" }
    #expect(faults(Fixture.claim().with { $0.diagnoses = Array(codes.prefix(12)) }) == [])
    #expect(faults(Fixture.claim().with { $0.diagnoses = codes }) == ["INTAKE-DIAGNOSIS diagnoses"])
  }

  @Test("INTAKE-DAYS: the birth date is given and not in the future")
  func birthDate() {
    let missing = Fixture.claim().withPatient { $0.birthDate = nil }
    #expect(faults(missing) == ["INTAKE-DAYS patient.birth_date"])
    let future = Fixture.claim().withPatient { $0.birthDate = Fixture.received.adding(days: 1) }
    #expect(
      faults(future) == ["INTAKE-DAYS lines[1].from", "INTAKE-DAYS patient.birth_date"])
  }

  @Test("Every fault is reported at once, in the order of the claim's fields")
  func allFaults() {
    let claim = Fixture.claim(lines: 2).with { claim in
      claim.patientControlNumber = ""
      claim.billingNPI = "1"
      claim.placeOfService = "x"
      claim.lines[1].procedure = "?"
      claim.charge = .zero
    }
    #expect(
      faults(claim) == [
        "INTAKE-TEXT patient_control_number", "INTAKE-NPI billing_provider.npi",
        "INTAKE-PLACE place_of_service", "INTAKE-PROCEDURE lines[2].procedure",
        "INTAKE-TOTAL charge",
      ])
  }

  @Test("A message of a fault never quotes what was submitted")
  func messagesQuoteNothing() {
    let secret = "XQZSECRETXQZ"
    let claim = Fixture.claim().with { claim in
      claim.billingNPI = secret
      claim.billingTIN = secret
      claim.placeOfService = secret
      claim.frequency = secret
      claim.diagnoses = [secret]
      claim.lines[0].procedure = secret
      claim.lines[0].modifiers = [secret]
      claim.lines[0].renderingNPI = secret
    }
    let messages = IntakeEdits.faults(in: claim, received: Fixture.received)
    #expect(messages.count == 8)
    #expect(messages.allSatisfy { !"\($0.message) \($0.field)".contains(secret) })
  }
}
