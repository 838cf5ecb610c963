import ClaimRules
import Domain
import Messages
import Protobuf
import SampleClaims
import Storage
import Testing

@testable import Gateway

@Suite("A claim message is read without trust")
struct SubmittedClaimTests {
  private func faults(_ claim: ClaimV1.Claim) -> [String] {
    let read = claim.read()
    return (read.faults + IntakeEdits.faults(in: read.claim, received: Sample.today))
      .map(\.field)
  }

  @Test("A good claim has no fault")
  func good() {
    #expect(faults(Sample.claim(cents: [1, 2, 3])).isEmpty)
  }

  @Test(
    "An amount beyond every limit is a fault of its field",
    arguments: [Int64.min, .max, Money.limit.cents + 1, -Money.limit.cents - 1])
  func amounts(cents: Int64) {
    var claim = Sample.claim()
    claim.lines[0].charge = .with { $0.cents = cents }
    #expect(faults(claim).contains("lines[1].charge"))
    claim = Sample.claim()
    claim.charge = .with { $0.cents = cents }
    #expect(faults(claim).contains("charge"))
  }

  @Test("INTAKE-OTHER-PAYER: other payers are read whole, and are held to their limits")
  func otherPayers() throws {
    var claim = Sample.claim()
    claim.payerOrder = "S"
    claim.otherPayers = [
      .with {
        $0.payerID = "OTHER"
        $0.payerOrder = "P"
        $0.paid = .with { $0.cents = 60 }
        $0.paidOn = .with { $0.days = 20_500 }
        $0.adjustments = [adjustment("PR", 40)]
        $0.allowed = .with { $0.cents = 100 }
      }
    ]
    claim.lines[0].otherPayers = [
      .with {
        $0.payerID = "OTHER"
        $0.paid = .with { $0.cents = 70 }
        $0.adjustments = [adjustment("CO", 30)]
      }
    ]
    #expect(faults(claim).isEmpty)
    let read = claim.read().claim
    #expect(read.payerOrder == "S")
    #expect(
      read.otherPayers == [
        SubmittedClaim.OtherPayer(
          payerID: "OTHER", order: "P", paid: Money(cents: 60), paidOn: Day(number: 20_500),
          adjustments: [Adjustment(.patient, "45", Money(cents: 40))], allowed: Money(cents: 100))
      ])
    #expect(
      read.lines[0].otherPayers == [
        SubmittedClaim.OtherPayerLine(
          payerID: "OTHER", paid: Money(cents: 70),
          adjustments: [Adjustment(.contractual, "45", Money(cents: 30))])
      ])
    var wrong = claim
    wrong.otherPayers[0].adjustments = [adjustment("XX", 1)]
    wrong.lines[0].otherPayers[0].paid = nil
    #expect(
      faults(wrong) == [
        "lines[1].other_payers[1].paid", "other_payers[1].adjustments[1].group",
      ])
    var many = claim
    many.otherPayers = Array(repeating: claim.otherPayers[0], count: 11)
    many.lines[0].otherPayers[0].adjustments = Array(repeating: adjustment("CO", 1), count: 101)
    #expect(faults(many) == ["lines[1].other_payers[1].adjustments", "other_payers"])
  }

  private func adjustment(_ group: String, _ cents: Int64) -> ClaimV1.OtherPayerAdjustment {
    .with {
      $0.group = group
      $0.code = "45"
      $0.amount = .with { $0.cents = cents }
    }
  }

  @Test("A negative charge is a fault")
  func negative() {
    var claim = Sample.claim()
    claim.lines[0].charge = .with { $0.cents = -1 }
    #expect(faults(claim).contains("lines[1].charge"))
  }

  @Test(
    "A day outside the calendar is a fault of its field", arguments: [Int32.min, .max, 2_932_897])
  func days(number: Int32) {
    var claim = Sample.claim()
    claim.lines[0].from = .with { $0.days = number }
    #expect(faults(claim).contains("lines[1].from"))
    claim = Sample.claim()
    claim.lines[0].to = .with { $0.days = number }
    #expect(faults(claim).contains("lines[1].to"))
    claim = Sample.claim()
    claim.patient?.birthDate = .with { $0.days = number }
    #expect(faults(claim).contains("patient.birth_date"))
  }

  @Test("Units that cannot be are a fault", arguments: [Int64.min, -1, 0, 1_500, .max])
  func units(thousandths: Int64) {
    var claim = Sample.claim()
    claim.lines[0].quantity = .with { $0.thousandths = thousandths }
    #expect(faults(claim).contains("lines[1].quantity"))
    claim.lines[0].quantity = nil
    #expect(faults(claim).contains("lines[1].quantity"))
  }

  @Test(
    "Line numbers that do not count from 1 are a fault", arguments: [Int32.min, -1, 0, 2, .max])
  func lineNumbers(number: Int32) {
    var claim = Sample.claim()
    claim.lines[0].lineNumber = number
    #expect(faults(claim).contains("lines"))
  }

  @Test("Pointers that point nowhere are a fault", arguments: [Int32.min, -1, 0, 2, .max])
  func pointers(pointer: Int32) {
    var claim = Sample.claim()
    claim.lines[0].diagnosisPointers = [pointer]
    #expect(faults(claim).contains("lines[1].diagnosis_pointers"))
  }

  @Test("An empty claim names everything that it lacks")
  func empty() {
    let found = Set(faults(ClaimV1.Claim()))
    #expect(
      found.isSuperset(of: [
        "charge", "patient_control_number", "billing_provider.npi", "billing_provider.tin",
        "place_of_service", "diagnoses", "lines", "patient.member_id", "patient.family_name",
        "patient.birth_date",
      ]))
  }

  @Test("A claim with far too many lines is refused without a fault for each of them")
  func manyLines() {
    var claim = Sample.claim()
    claim.lines = (1...100_000).map { _ in ClaimV1.ClaimLine() }
    let found = faults(claim)
    #expect(found.contains("lines"))
    #expect(found.count < 20_000)
  }

  @Test("No bytes that make a claim trap the reader", arguments: [1, 2, 3, 4] as [UInt64])
  func randomClaims(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let numbers: [Int64] = [.min, -1, 0, 1, 1_000, 999_999_999_999, .max]
    let days: [Int32] = [.min, -62_091, 0, 20_500, 20_600, 2_932_896, .max]
    let texts = ["", "1", "11", "T1015", "\u{0}", "😀😀😀", String(repeating: "9", count: 300)]
    for _ in 0..<2_000 {
      var claim = Sample.claim()
      claim.charge = .with { $0.cents = random.element(of: numbers) ?? 0 }
      claim.frequency = random.element(of: texts) ?? ""
      claim.diagnoses = (0..<random.number(in: 0..<15)).map { _ in random.element(of: texts) ?? "" }
      claim.patient?.memberID = random.element(of: texts) ?? ""
      claim.lines = (0..<random.number(in: 0..<4)).map { _ in
        var line = Sample.line(
          random.element(of: days) ?? 0, day: random.element(of: days) ?? 0,
          cents: random.element(of: numbers) ?? 0)
        line.to = .with { $0.days = random.element(of: days) ?? 0 }
        line.quantity = .with { $0.thousandths = random.element(of: numbers) ?? 0 }
        line.diagnosisPointers = [random.element(of: days) ?? 0]
        line.procedure = random.element(of: texts) ?? ""
        return line
      }
      let read = claim.read()
      _ = IntakeEdits.faults(in: read.claim, received: Sample.today)
      _ = Sample.submission(claim, key: "K").days
      _ = read.claim.lines.map { LineSignature($0, of: read.claim).bytes }
    }
  }
}

@Suite("Intake stores what can be accepted and refuses the rest")
struct ClaimIntakeTests {
  @Test("Of a batch the good claims are stored and set on their way, each other says why not")
  func mixedBatch() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, FakeServices())
    var bad = Sample.claim("P2")
    bad.placeOfService = "X"
    let outcomes = try await process.intake.submit(
      [
        (claim: Sample.claim("P1"), key: "K1"), (claim: bad, key: "K2"),
        (claim: Sample.claim("P3", member: "M3"), key: "K1"),
        (claim: Sample.claim("P1"), key: "K1"),
      ], from: Sample.submitter)
    #expect(outcomes.map(word) == ["accepted 1", "place_of_service", "key reused", "repeated 1"])
    #expect(process.claims.count == 1)
    #expect(try await fixture.claims.counts().accepted == 1)
  }

  @Test("A batch of refused claims writes nothing")
  func allRefused() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, FakeServices())
    let before = fixture.claims.store.statistics
    let outcome = try await process.intake.submit(
      ClaimV1.Claim(), key: "K1", from: Sample.submitter)
    #expect(word(outcome).contains("diagnoses"))
    #expect(fixture.claims.store.statistics == before)
  }

  @Test("A claim is judged by the business day, not by the machine's")
  func businessDay() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, FakeServices())
    let tomorrow = Sample.claim(day: Sample.today.number + 1)
    #expect(
      word(try await process.intake.submit(tomorrow, key: "K1", from: Sample.submitter))
        == "lines[1].to")
    #expect(process.clock.set(Instant(startOf: Sample.today.adding(days: 1))) == .set)
    #expect(
      word(try await process.intake.submit(tomorrow, key: "K1", from: Sample.submitter))
        == "accepted 1")
  }

  private func word(_ outcome: ClaimIntake.Outcome) -> String {
    switch outcome {
    case .accepted(let number), .voiding(let number): "accepted \(number.value)"
    case .repeated(let number): "repeated \(number.value)"
    case .keyReused: "key reused"
    case .refused(let faults): faults.map(\.field).joined(separator: " ")
    }
  }
}
