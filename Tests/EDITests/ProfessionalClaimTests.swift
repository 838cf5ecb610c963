import Domain
import EDI
import Testing

@Suite("Reading a professional claim")
struct ProfessionalClaimTests {
  private let reading = FileReading(ClaimFile().text)

  private func claim(_ index: Int) throws -> X12Claim {
    try #require(reading.claims.indices.contains(index) ? reading.claims[index] : nil)
  }

  @Test("The whole file is read without any fault")
  func noFaults() {
    #expect(reading.error == nil)
    #expect(reading.claims.count == 2)
    #expect(reading.claims.flatMap(\.faults).isEmpty)
    #expect(reading.verdicts.map(\.faults) == [[]])
    #expect(reading.verdicts.map(\.isTrailerRight) == [true])
  }

  @Test("Events come in the order of the file")
  func order() {
    let names = reading.events.map { event in
      switch event {
      case .interchangeBegan: "ISA"
      case .groupBegan: "GS"
      case .setBegan: "ST"
      case .claim(let claim): claim.identifier.value
      case .inquiry(let inquiry): inquiry.trace.value
      case .setEnded: "SE"
      case .groupEnded: "GE"
      case .interchangeEnded: "IEA"
      }
    }
    #expect(names == ["ISA", "GS", "ST", "PATACCT1", "PATACCT2", "SE", "GE", "IEA"])
  }

  @Test("Set header, submitter and receiver are shared by all claims")
  func header() throws {
    let header = try claim(0).header
    #expect(header.purpose.value == "00")
    #expect(header.reference.value == "BATCH1")
    #expect(header.kind.value == "CH")
    #expect(header.submitter?.identifier.value == "CLINICS")
    #expect(header.submitter?.rawSegments.map(\.segment.id) == ["PER"])
    #expect(header.receiver?.identifier.value == "99001")
    #expect(try claim(1).header == header)
  }

  @Test("The billing level has NPI, tax number, specialty, address and where to pay")
  func billing() throws {
    let billing = try #require(try claim(0).billing)
    #expect(billing.provider?.npi?.value == "1000000004")
    #expect(billing.provider?.taxID?.value == "123456789")
    #expect(billing.specialty?.taxonomy.value == "207Q00000X")
    #expect(billing.provider?.address?.line2 == "SUITE 2")
    #expect(billing.payToAddress?.address?.postalCode.value == "62703")
    #expect(billing.provider?.rawSegments.map(\.path) == ["2000A/2010AA"])
    #expect(try claim(1).billing == billing)
  }

  @Test("A patient under a subscriber keeps both; the next subscriber is the patient")
  func people() throws {
    let first = try claim(0)
    #expect(first.subscriber?.information?.groupNumber.value == "GROUP1")
    #expect(first.subscriber?.information?.filingIndicator.value == "HM")
    #expect(first.subscriber?.subscriber?.identifier.value == "M00000001")
    #expect(first.subscriber?.subscriber?.nameSuffix == "JR")
    #expect(first.subscriber?.subscriber?.demographics?.birth.value == Day(number: 0))
    #expect(first.subscriber?.payer?.identifier.value == "99001")
    #expect(first.patient?.relationship.value == "19")
    #expect(first.patient?.patient?.firstName.value == "KIM")
    #expect(first.patient?.patient?.demographics?.sex.value == "F")
    let second = try claim(1)
    #expect(second.subscriber?.information?.relationship.value == "18")
    #expect(second.subscriber?.subscriber?.identifier.value == "M00000002")
    #expect(second.patient == nil)
  }

  @Test("Claim fields, references, dates, documents and diagnoses are kept in order")
  func claimFields() throws {
    let first = try claim(0)
    #expect(first.charge.value == Money(cents: 15_050))
    #expect(first.isBalanced)
    #expect(first.placeOfService.value == "22")
    #expect(first.placeQualifier.value == "B")
    #expect(first.frequency.value == "1")
    #expect(first.relatedCauses == ["AA", "", "", "IL"])
    #expect(first.periods.map(\.qualifier) == ["439", "435"])
    #expect(first.periods.first("435")?.from == Day(iso: "2026-01-10"))
    #expect(first.attachments.map(\.controlNumber.value) == ["DOC1"])
    #expect(first.amounts.first("F5")?.value == Money(cents: 1_000))
    #expect(first.authorization?.value == "AUTH1")
    #expect(first.referral?.value == "REFER1")
    #expect(first.originalClaim == nil)
    #expect(first.diagnoses.map(\.qualifier) == ["ABK", "ABF"])
    #expect(first.diagnoses.map(\.code.value) == ["I10", "E119"])
    #expect(first.codes.map(\.qualifier) == ["ABK", "ABF", "BP"])
    #expect(first.rawSegments.map(\.segment.id) == ["NTE"])
    #expect(try claim(1).frequency.value == "7")
    #expect(try claim(1).originalClaim?.value == "CLAIM9")
  }

  @Test("Providers of the claim have their roles, numbers and specialties")
  func providers() throws {
    let first = try claim(0)
    #expect(first.referring?.npi?.value == "1000000012")
    #expect(first.rendering?.npi?.value == "1000000020")
    #expect(first.rendering?.specialty?.taxonomy.value == "207R00000X")
    #expect(first.serviceFacility?.npi?.value == "1000000038")
    #expect(first.serviceFacility?.address?.line1.value == "9 MAIN ST")
    #expect(first.supervising?.npi?.value == "1000000046")
  }

  @Test("Another payer keeps its adjustments, amounts, people and dates")
  func otherPayer() throws {
    let other = try #require(try claim(0).otherPayers.first)
    #expect(other.information.payerOrder.value == "S")
    #expect(other.adjustments.map(\.group.value) == ["PR", "PR"])
    #expect(other.adjustments.map(\.reason.value) == ["1", "2"])
    #expect(other.adjustments.map(\.amount.value) == [Money(cents: 2_000), Money(cents: 525)])
    #expect(other.adjustments.map(\.quantity.value) == [nil, Quantity(units: 1)])
    #expect(other.amounts.first("D")?.value == Money(cents: 7_500))
    #expect(other.subscriber?.identifier.value == "X1")
    #expect(other.payer?.identifier.value == "88001")
    #expect(other.periods.first("573")?.from == Day(iso: "2026-02-01"))
    #expect(other.rawSegments.map(\.path) == ["2000A/2000B/2300/2320"])
  }

  @Test("A service line has procedure, units, pointers, days and its own providers")
  func lines() throws {
    let lines = try claim(0).lines
    #expect(lines.map(\.number.value) == ["1", "2"])
    #expect(lines[0].procedureQualifier.value == "HC")
    #expect(lines[0].procedure.value == "G0463")
    #expect(lines[0].modifiers.map(\.value) == ["25", "59"])
    #expect(lines[0].charge.value == Money(cents: 10_050))
    #expect(lines[0].unit.value == "UN")
    #expect(lines[0].pointers.map(\.value) == [1, 2])
    #expect(lines[0].emergency.value == "Y")
    #expect(lines[0].controlNumber?.value == "LINE1")
    #expect(lines[0].authorization == nil)
    #expect(lines[0].references.map(\.isOfOtherPayer) == [false, true])
    #expect(lines[0].rendering?.specialty?.taxonomy.value == "208D00000X")
    #expect(lines[0].rawSegments.map(\.loop.id) == ["2410", "2410"])
    #expect(lines[1].quantity.value == Quantity(thousandths: 2_500))
    #expect(lines[1].placeOfService.value == "11")
    #expect(lines[1].service?.span == DaySpan(from: try day(10), to: try day(12)))
  }

  @Test("What another payer decided of a line is kept")
  func adjudication() throws {
    let decision = try #require(try claim(0).lines[0].adjudications.first)
    #expect(decision.payer.value == "88001")
    #expect(decision.paid.value == Money(cents: 7_500))
    #expect(decision.procedure == ["HC", "G0463"])
    #expect(decision.adjustments.map(\.amount.value) == [Money(cents: 2_000), Money(cents: 550)])
    #expect(decision.periods.first("573")?.from == Day(iso: "2026-02-01"))
    #expect(decision.amounts.first("EAF")?.value == Money(cents: 2_550))
  }

  @Test("Each field knows its segment, byte, loop, element and component")
  func positions() throws {
    let bytes = Array(ClaimFile().text.utf8)
    let place = try claim(0).lines[1].procedure.position
    #expect(place.description.hasPrefix("2400 SV101-2, segment "))
    #expect(
      place.segmentOrdinal == ClaimFile().lines.firstIndex { $0.contains("J1885") }.map { $0 + 1 })
    #expect(bytes[place.byteOffset...].starts(with: "J1885".utf8))
    let absent = try claim(0).lines[0].placeOfService.position
    #expect(absent.element == 5)
    #expect(absent.loop == .line)
  }

  @Test("Nothing of a claim shows in print, dump or an interpolated string")
  func redaction() throws {
    var printed = "\(try claim(0)) \(try claim(0).identifier) \(reading.events)"
    dump(try claim(0), to: &printed)
    debugPrint(try claim(0), to: &printed)
    for word in ["SAMPLE", "PATACCT1", "M00000001", "G0463", "I10"] {
      #expect(!printed.contains(word))
    }
  }

  private func day(_ number: Int) throws -> Day {
    try #require(Day(year: 2026, month: 1, day: number))
  }
}
