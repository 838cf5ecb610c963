import ClaimRules
import Domain
import Testing

@Suite("Intake edits of institutional claims and papers")
struct InstitutionalIntakeTests {
  private func found(_ claim: SubmittedClaim) -> [IntakeFault] {
    IntakeEdits.faults(in: claim, received: Fixture.received)
  }

  private func faults(_ claim: SubmittedClaim) -> [String] {
    found(claim).map { "\($0.rule.name) \($0.field)" }
  }

  private func hospital(
    _ type: String = "0131", _ change: (inout SubmittedClaim) -> Void = { _ in }
  ) -> SubmittedClaim {
    FactScreeningTests.hospital(type).with(change)
  }

  @Test("An institutional claim with nothing wrong has no fault")
  func nothingWrong() {
    #expect(faults(hospital()) == [])
    #expect(faults(hospital("0111")) == [])
    #expect(faults(hospital("0111") { $0.lines[0].procedure = "" }) == [])
  }

  @Test(
    "INTAKE-BILL-TYPE: a zero and three digits, the last of them the frequency",
    arguments: [
      ("0131", "1", true), ("0131", "", true), ("0137", "7", true), ("131", "1", false),
      ("1131", "1", false), ("01311", "1", false), ("013A", "1", false), ("", "1", false),
      ("0137", "1", false), ("0131", "7", false),
    ])
  func billType(type: String, frequency: String, isAccepted: Bool) {
    let claim = hospital {
      $0.institutional.typeOfBill = type
      $0.frequency = frequency
      $0.originalClaimID = "HC000000000001"
    }
    let expected = isAccepted ? [] : ["INTAKE-BILL-TYPE institutional.type_of_bill"]
    #expect(faults(claim) == expected)
  }

  @Test("INTAKE-STATEMENT: lines lie within the statement, which does not end after arrival")
  func statement() {
    let missing = hospital { $0.institutional.statement = nil }
    #expect(faults(missing) == ["INTAKE-STATEMENT institutional.statement"])
    let day = Fixture.day
    for (from, to, isAccepted) in [(0, 0, true), (-1, 1, true), (1, 2, false), (-2, -1, false)] {
      let claim = hospital {
        $0.institutional.statement = DaySpan(from: day.adding(days: from), to: day.adding(days: to))
      }
      #expect(
        faults(claim) == (isAccepted ? [] : ["INTAKE-STATEMENT institutional.statement"]))
    }
    let late = hospital {
      $0.institutional.statement = DaySpan(from: day, to: Fixture.received.adding(days: 1))
    }
    #expect(faults(late) == ["INTAKE-STATEMENT institutional.statement"])
  }

  @Test("INTAKE-STATEMENT: a stay has a day of admission, not after the statement")
  func admission() {
    let missing = hospital("0111") { $0.institutional.admissionDay = nil }
    #expect(faults(missing) == ["INTAKE-STATEMENT institutional.admission_day"])
    let late = hospital("0111") { $0.institutional.admissionDay = Fixture.day.adding(days: 1) }
    #expect(faults(late) == ["INTAKE-STATEMENT institutional.admission_day"])
    let early = hospital("0111") { $0.institutional.admissionDay = Fixture.day.adding(days: -9) }
    #expect(faults(early) == [])
  }

  @Test(
    "INTAKE-REVENUE: four digits, and not the total's",
    arguments: [
      ("0450", true), ("0510", true), ("0001", false), ("450", false), ("04500", false),
      ("045A", false), ("", false),
    ])
  func revenue(code: String, isAccepted: Bool) {
    #expect(
      faults(hospital { $0.lines[0].revenueCode = code })
        == (isAccepted ? [] : ["INTAKE-REVENUE lines[1].revenue_code"]))
  }

  @Test("INTAKE-REVENUE: a professional line has none")
  func professionalRevenue() {
    let claim = Fixture.claim().withLine { $0.revenueCode = "0510" }
    #expect(faults(claim) == ["INTAKE-REVENUE lines[1].revenue_code"])
  }

  @Test(
    "INTAKE-INPATIENT: seven characters other than I and O",
    arguments: [
      ("0DTJ4ZZ", true), ("0DTJ4Z", false), ("0DTJ4ZZZ", false), ("0DTI4ZZ", false),
      ("0DTO4ZZ", false), ("0dtj4zz", false),
    ])
  func inpatientProcedure(code: String, isAccepted: Bool) {
    let claim = hospital("0111") { $0.institutional.procedures = [code] }
    #expect(
      faults(claim) == (isAccepted ? [] : ["INTAKE-INPATIENT institutional.procedures[1]"]))
  }

  @Test("INTAKE-INPATIENT: an outpatient claim has no inpatient procedures")
  func outpatientProcedure() {
    let claim = hospital { $0.institutional.procedures = ["0DTJ4ZZ"] }
    #expect(faults(claim) == ["INTAKE-INPATIENT institutional.procedures"])
  }

  @Test("INTAKE-NPI: attending and operating physicians are checked where they are given")
  func physicians() {
    let claim = hospital {
      $0.institutional.attendingNPI = "1000001011"
      $0.institutional.operatingNPI = Fixture.specialist
    }
    #expect(faults(claim) == ["INTAKE-NPI institutional.attending_npi"])
  }

  @Test("INTAKE-DIAGNOSIS: an institution lists a principal diagnosis and up to 24 others")
  func diagnoses() {
    let codes = (0..<26).map { "M5\($0 / 10)\($0 % 10)" }
    #expect(faults(hospital("0111") { $0.diagnoses = Array(codes.prefix(25)) }) == [])
    #expect(faults(hospital("0111") { $0.diagnoses = codes }) == ["INTAKE-DIAGNOSIS diagnoses"])
    #expect(faults(hospital("0111") { $0.diagnoses = [] }) == ["INTAKE-DIAGNOSIS diagnoses"])
  }

  @Test(
    "INTAKE-DIAGNOSIS: the first diagnosis is no external cause, another may be one",
    arguments: [("V0011XA", false), ("W010XXA", false), ("Y929", false), ("Z0000", true)])
  func externalCause(code: String, isAccepted: Bool) {
    #expect(
      faults(Fixture.claim().with { $0.diagnoses = [code] })
        == (isAccepted ? [] : ["INTAKE-DIAGNOSIS diagnoses[1]"]))
    #expect(faults(Fixture.claim().with { $0.diagnoses = ["M545", code] }) == [])
  }

  @Test(
    "INTAKE-TAXONOMY: nine digits or capital letters and an X, where there is one",
    arguments: [
      ("", true), ("207Q00000X", true), ("207Q00000", false), ("207Q000000", false),
      ("207q00000X", false), ("207Q000000X", false),
    ])
  func taxonomy(code: String, isAccepted: Bool) {
    #expect(
      faults(Fixture.claim().with { $0.billingTaxonomy = code })
        == (isAccepted ? [] : ["INTAKE-TAXONOMY billing_provider.taxonomy"]))
  }

  @Test("INTAKE-UNITS: minutes may have decimals, units may not")
  func minutes() {
    func faults(_ unit: String) -> [String] {
      self.faults(
        Fixture.claim().withLine {
          $0.unit = unit
          $0.quantity = Quantity(thousandths: 22_500)
        })
    }
    #expect(faults("MJ") == [])
    #expect(faults("UN") == ["INTAKE-UNITS lines[1].quantity"])
    #expect(faults("") == ["INTAKE-UNITS lines[1].quantity"])
  }

  @Test(
    "INTAKE-DAYS: an office or emergency visit has one day",
    arguments: [("99213", false), ("99285", false), ("99232", true), ("T1015", true)])
  func visitOfOneDay(procedure: String, isAccepted: Bool) {
    let claim = Fixture.claim().withLine {
      $0.procedure = procedure
      $0.to = Fixture.day.adding(days: 1)
    }
    #expect(faults(claim) == (isAccepted ? [] : ["INTAKE-DAYS lines[1].to"]))
  }

  @Test("INTAKE-ATTACHMENT: several promised papers need numbers, a single one does not")
  func papers() {
    func paper(_ transmission: String, _ number: String = "") -> SubmittedClaim.Attachment {
      SubmittedClaim.Attachment(transmission: transmission, controlNumber: number)
    }
    func faults(_ papers: [SubmittedClaim.Attachment]) -> [String] {
      self.faults(Fixture.claim().with { $0.attachments = papers })
    }
    #expect(faults([paper("BM")]) == [])
    #expect(faults([paper("BM"), paper("AA")]) == [])
    #expect(faults([paper("BM", "1"), paper("EL", "2")]) == [])
    #expect(faults([paper("BM", "1"), paper("EL")]) == ["INTAKE-ATTACHMENT attachments[2]"])
    #expect(faults([paper("")]) == ["INTAKE-ATTACHMENT attachments[1]"])
    #expect(
      faults([paper("BM", String(repeating: "1", count: 81))])
        == ["INTAKE-ATTACHMENT attachments[1]"])
    #expect(
      faults((0..<11).map { paper("AA", "\($0)") }) == ["INTAKE-ATTACHMENT attachments"])
  }

  @Test("Each fault says whether a field is missing, wrong, or contradicts another")
  func kinds() {
    func kind(_ change: (inout SubmittedClaim) -> Void) -> [IntakeFault.Kind] {
      found(Fixture.claim().with(change)).map(\.kind)
    }
    #expect(kind { $0.billingNPI = "" } == [.missing])
    #expect(kind { $0.billingNPI = "1" } == [.invalid])
    #expect(kind { $0.charge += Money(cents: 1) } == [.contradicts])
    #expect(kind { $0.placeOfService = "" } == [.missing])
    #expect(kind { $0.diagnoses = [] } == [.missing])
    #expect(kind { $0.frequency = "8" } == [.missing])
    #expect(kind { $0.lines[0].from = nil } == [.missing])
    #expect(kind { $0.lines[0].procedure = "" } == [.missing])
    #expect(OriginalFault.unknown.kind == .original)
  }

  @Test("INTAKE-FREQUENCY: of a void only its header is looked at")
  func voids() {
    let void = Fixture.claim().with { claim in
      claim.frequency = "8"
      claim.originalClaimID = "HC000000000001"
      claim.lines = []
      claim.billingNPI = "?"
    }
    #expect(IntakeEdits.voidFaults(in: void) == [])
    let empty = void.with {
      $0.originalClaimID = ""
      $0.patientControlNumber = ""
    }
    #expect(
      IntakeEdits.voidFaults(in: empty).map { "\($0.rule.name) \($0.kind)" }
        == ["INTAKE-TEXT missing", "INTAKE-FREQUENCY missing"])
  }
}
