import ClaimRules
import Domain
import Testing

@Suite("Intake edits of a line")
struct LineIntakeTests {
  private func faults(_ claim: SubmittedClaim) -> [String] {
    IntakeEdits.faults(in: claim, received: Fixture.received).map { "\($0.rule.name) \($0.field)" }
  }

  /// The first line changed, and the claim's total with it.
  private func faults(_ change: (inout SubmittedClaim.Line) -> Void) -> [String] {
    faults(
      Fixture.claim().with { claim in
        change(&claim.lines[0])
        claim.charge = claim.lines[0].charge
      })
  }

  @Test(
    "INTAKE-PROCEDURE: a code has five characters in one of the known forms",
    arguments: [
      ("99213", true), ("T1015", true), ("A0000", true), ("V2020", true), ("0001F", true),
      ("0001T", true), ("0001U", true), ("0001M", true), ("W2020", false), ("0001A", false),
      ("9921", false), ("992133", false), ("t1015", false), ("T101A", false), ("", false),
      ("99 13", false), ("9921é", false),
    ])
  func procedure(code: String, isAccepted: Bool) {
    #expect(
      faults { $0.procedure = code } == (isAccepted ? [] : ["INTAKE-PROCEDURE lines[1].procedure"]))
  }

  @Test(
    "INTAKE-MODIFIER: at most four modifiers of two digits or upper-case letters",
    arguments: [
      ([], true), (["25", "AS", "X1", "59"], true), (["25", "AS", "X1", "59", "76"], false),
      (["2"], false), (["255"], false), (["as"], false), ([""], false), (["2é"], false),
    ])
  func modifiers(codes: [String], isAccepted: Bool) {
    #expect(
      faults { $0.modifiers = codes } == (isAccepted ? [] : ["INTAKE-MODIFIER lines[1].modifiers"]))
  }

  @Test(
    "INTAKE-PLACE: a place of service has two digits",
    arguments: [("11", true), ("23", true), ("1", false), ("111", false), ("1A", false)])
  func place(code: String, isAccepted: Bool) {
    #expect(
      faults { $0.placeOfService = code }
        == (isAccepted ? [] : ["INTAKE-PLACE lines[1].place_of_service"]))
    #expect(
      faults(Fixture.claim().with { $0.placeOfService = code })
        == (isAccepted ? [] : ["INTAKE-PLACE place_of_service"]))
  }

  @Test("INTAKE-PLACE: a line without a place has the claim's, which must be there")
  func placeOfClaim() {
    let claim = Fixture.claim().withLine { $0.placeOfService = "11" }
    #expect(faults(claim.with { $0.placeOfService = "" }) == ["INTAKE-PLACE place_of_service"])
  }

  @Test("INTAKE-AMOUNT: a charge of nothing and the largest are accepted, beyond them is refused")
  func amount() {
    #expect(faults { $0.charge = .zero } == [])
    #expect(faults { $0.charge = .limit } == [])
    for charge in [Money(cents: -1), .limit + Money(cents: 1), Money(cents: .max)] {
      #expect(faults { $0.charge = charge } == ["INTAKE-AMOUNT lines[1].charge"])
    }
  }

  @Test(
    "INTAKE-UNITS: units are whole, more than none and at most the limit",
    arguments: [
      (1_000, true), (999_999_000, true), (0, false), (-1_000, false), (500, false),
      (1_001, false), (1_000_000_000, false), (Int64.max, false),
    ])
  func units(thousandths: Int64, isAccepted: Bool) {
    #expect(
      faults { $0.quantity = Quantity(thousandths: thousandths) }
        == (isAccepted ? [] : ["INTAKE-UNITS lines[1].quantity"]))
  }

  @Test("INTAKE-DAYS: a line has a first day")
  func firstDay() {
    #expect(faults { $0.from = nil } == ["INTAKE-DAYS lines[1].from"])
  }

  @Test("INTAKE-DAYS: the day of arrival is accepted and the day after it is not")
  func lastDay() {
    #expect(faults { $0.to = Fixture.received } == [])
    #expect(
      faults { $0.to = Fixture.received.adding(days: 1) } == ["INTAKE-DAYS lines[1].to"])
    #expect(faults { $0.to = Fixture.day.adding(days: -1) } == ["INTAKE-DAYS lines[1].to"])
    #expect(
      faults { $0.from = Fixture.received.adding(days: 1) } == ["INTAKE-DAYS lines[1].to"])
  }

  @Test("INTAKE-DAYS: service on the day of birth is accepted and before it is not")
  func beforeBirth() {
    let born = Fixture.claim().withPatient { $0.birthDate = Fixture.day }
    #expect(faults(born) == [])
    let unborn = Fixture.claim().withPatient { $0.birthDate = Fixture.day.adding(days: 1) }
    #expect(faults(unborn) == ["INTAKE-DAYS lines[1].from"])
  }

  @Test("INTAKE-DAYS: a line may not cross a calendar year")
  func acrossYears() throws {
    let december = try #require(Day(iso: "2025-12-31"))
    #expect(
      faults {
        $0.from = december
        $0.to = december.adding(days: 1)
      } == ["INTAKE-DAYS lines[1].to"])
    #expect(
      faults {
        $0.from = december.adding(days: -1)
        $0.to = december
      } == [])
  }

  @Test(
    "INTAKE-DIAGNOSIS: a line points to one to four diagnoses that the claim has",
    arguments: [
      ([1], true), ([2, 1], true), ([1, 2, 1, 2], true), ([], false), ([1, 1, 1, 1, 1], false),
      ([3], false), ([0], false), ([-1], false), ([Int.max], false),
    ])
  func pointers(pointers: [Int], isAccepted: Bool) {
    let claim = Fixture.claim().with { claim in
      claim.diagnoses = ["M545", "M546"]
      claim.lines[0].diagnosisPointers = pointers
    }
    #expect(
      faults(claim) == (isAccepted ? [] : ["INTAKE-DIAGNOSIS lines[1].diagnosis_pointers"]))
  }
}
