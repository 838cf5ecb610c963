import Domain
import EDI
import Testing

@Suite("Reading an institutional claim")
struct InstitutionalClaimTests {
  private func claim() throws -> X12Claim {
    let reading = FileReading(InstitutionalFile.text)
    #expect(reading.error == nil)
    return try #require(reading.claims.first)
  }

  @Test("The whole file is read without any fault")
  func noFaults() throws {
    let reading = FileReading(InstitutionalFile.text)
    #expect(reading.error == nil)
    #expect(reading.claims.flatMap(\.faults).map(\.description) == [])
    #expect(reading.verdicts.map { $0.faults.map(\.description) } == [[]])
    #expect(reading.verdicts.map(\.isTrailerRight) == [true])
    #expect(try claim().kind == .institutional)
  }

  @Test("Type of bill, statement, admission and discharge are kept")
  func stay() throws {
    let claim = try claim()
    #expect(claim.typeOfBill == "111")
    #expect(claim.facilityType.value == "11")
    #expect(claim.placeQualifier.value == "A")
    #expect(claim.statement?.span == DaySpan(from: try day(3), to: try day(7)))
    #expect(claim.admitted?.from == (try day(3)))
    #expect(claim.admitted?.time == "0815")
    #expect(claim.dischargeTime == "1130")
    #expect(claim.admission?.type.value == "1")
    #expect(claim.admission?.source.value == "7")
    #expect(claim.admission?.patientStatus.value == "01")
    #expect(claim.authorization?.value == "AUTH2")
    #expect(claim.attachments.map(\.controlNumber.value) == ["DOC2"])
    #expect(claim.rawSegments.map(\.segment.id) == ["NTE", "HCP"])
  }

  @Test("Codes of every kind have their days, amounts and presence on admission")
  func codes() throws {
    let claim = try claim()
    #expect(claim.diagnoses.map(\.code.value) == ["J189", "E119", "I10"])
    #expect(claim.diagnoses.map(\.presentOnAdmission.value) == ["Y", "Y", "U"])
    #expect(claim.admittingDiagnosis?.code.value == "R0600")
    #expect(claim.reasonsForVisit.map(\.code.value) == ["R0600", "R509"])
    #expect(claim.externalCauses.map(\.code.value) == ["W19XXXA"])
    #expect(claim.externalCauses.map(\.presentOnAdmission.value) == ["N"])
    #expect(claim.diagnosisRelatedGroup?.code.value == "194")
    #expect(claim.principalProcedure?.code.value == "0BH17EZ")
    #expect(claim.principalProcedure?.day == (try day(4)))
    #expect(claim.otherProcedures.map(\.code.value) == ["5A1935Z"])
    #expect(claim.occurrences.map(\.code.value) == ["11"])
    #expect(claim.occurrenceSpans.map(\.period?.text.value) == ["20251201-20251205"])
    #expect(claim.values.map(\.amount.value) == [Money(cents: 400), Money(cents: 1_531)])
    #expect(claim.conditions.map(\.code.value) == ["09", "C5"])
    #expect(claim.treatments.isEmpty)
  }

  @Test("Everybody who took part has the role of the institutional guide")
  func providers() throws {
    let claim = try claim()
    #expect(claim.attending?.npi?.value == "1000000020")
    #expect(claim.attending?.specialty?.taxonomy.value == "207R00000X")
    #expect(claim.operating?.npi?.value == "1000000012")
    #expect(claim.otherOperating?.npi?.value == "1000000046")
    #expect(claim.rendering?.npi?.value == "1000000061")
    #expect(claim.serviceFacility?.address?.line1.value == "9 MAIN ST")
    #expect(claim.referring?.npi?.value == "1000000079")
    #expect(
      claim.providers.map(\.loop.id) == ["2310A", "2310B", "2310C", "2310D", "2310E", "2310F"])
    let other = try #require(claim.otherPayers.first)
    #expect(other.rawSegments.map(\.segment.id) == ["OI", "MIA"])
    #expect(other.parties.map(\.loop.id) == ["2330A", "2330B", "2330C"])
  }

  @Test("A line has revenue code, perhaps a procedure, units, rate and what is not covered")
  func lines() throws {
    let lines = try claim().lines
    #expect(lines.map(\.revenueCode.value) == ["0120", "0250"])
    #expect(lines.map(\.procedure.value) == ["", "J1885"])
    #expect(lines.map(\.unit.value) == ["DA", "UN"])
    #expect(lines.map(\.charge.value) == [Money(cents: 100_000), Money(cents: 25_075)])
    #expect(lines[0].rate == "250")
    #expect(lines[0].nonCovered.value == Money(cents: 5_000))
    #expect(lines[0].service == nil)
    #expect(lines[1].modifiers.map(\.value) == ["JW"])
    #expect(lines[1].quantity.value == Quantity(thousandths: 2_500))
    #expect(lines[1].controlNumber?.value == "LINE2")
    #expect(lines[1].operating?.npi?.value == "1000000012")
    #expect(lines[1].rendering?.npi?.value == "1000000061")
    #expect(lines[1].adjudications.map(\.payer.value) == ["88001"])
    #expect(lines[1].adjudications.map(\.revenueCode) == ["0250"])
    #expect(lines[1].rawSegments.map(\.path).last == "2000A/2000B/2300/2400/2410")
  }

  @Test("Each field knows its place in file and set")
  func positions() throws {
    let place = try claim().lines[1].procedure.position
    #expect(place.description.hasPrefix("2400 SV202-2, segment "))
    let index = try #require(InstitutionalFile.lines.firstIndex { $0.contains("SV2*0250") })
    #expect(place.segmentOrdinal == index + 1)
    #expect(place.segmentOrdinalInSet == index - 1)
    let bytes = Array(InstitutionalFile.text.utf8)
    #expect(bytes[place.byteOffset...].starts(with: "J1885".utf8))
  }

  @Test(
    "A wrong or missing segment is a fault of the claim with its place",
    arguments: [
      ("CL1", "CL1**7*01~", X12FaultCode.elementMissing, "2300 CL101"),
      ("CL1", "K3*NONE~", .segmentMissing, "2300 CL1"),
      ("DTP*434", "K3*NONE~", .segmentMissing, "2300 DTP"),
      ("DTP*434", "DTP*434*RD8*20260107-20260103~", .spanReversed, "2300 DTP03"),
      ("DTP*435", "DTP*435*DT*202601032460~", .timeInvalid, "2300 DTP03"),
      ("DTP*096", "DTP*096*TM*0860~", .timeInvalid, "2300 DTP03"),
      ("HI*ABK", "HI*ABK::::::::Y~", .elementMissing, "2300 HI01-2"),
      ("HI*ABK", "K3*NONE~", .segmentMissing, "2300 HI"),
      ("HI*BBR", "HI*BBR:0BH17EZ:D8:20260230~", .dayInvalid, "2300 HI01-4"),
      ("HI*BBR", "HI*BBR:0BH17EZ:XX:20260230~", .dayFormatUnknown, "2300 HI01-3"),
      ("HI*BE", "HI*BE:80:::A~", .amountInvalid, "2300 HI01-5"),
      ("SV2*0250", "SV2**HC:J1885*250.75*UN*2.5~", .elementMissing, "2400 SV201"),
      ("SV2*0250", "SV2*0250*HC*250.75*UN*2.5~", .elementMissing, "2400 SV202-2"),
      ("SV2*0250", "SV1*HC:J1885*250.75*UN*1***1~", .segmentMissing, "2400 SV2"),
      ("SV2*0250", "SV2*0250*HC:J1885*250*UN*2.5~", .chargeDiffersFromLines, "2300 CLM02"),
      ("NM1*71*1*ROE", "NM1*DQ*1*ROE~", .segmentUnexpected, "unrecognised NM1"),
      ("N3*9 MAIN", "K3*NONE~", .segmentOmitted, "2310E N3"),
      ("OI", "K3*NONE~", .segmentOmitted, "2320 OI"),
    ])
  func fault(
    _ start: String, _ replacement: String, _ code: X12FaultCode, _ place: String
  ) throws {
    let reading = FileReading(InstitutionalFile.replacing(start, with: replacement))
    let claim = try #require(reading.claims.first)
    let fault = try #require(claim.faults.first { $0.code == code })
    #expect(fault.position.description.hasPrefix(place + ","))
    #expect(fault.position.segmentOrdinalInSet > 0)
  }

  @Test("Twenty-five diagnoses are kept, one more is a fault")
  func diagnosisLimit() throws {
    let further = (1...12).map { "*ABF:Z00\($0)" }.joined()
    let text = InstitutionalFile.replacing("HI*ABF", with: "HI\(further)~", "HI\(further)*ABF:Z1~")
    let claim = try #require(FileReading(text).claims.first)
    #expect(claim.diagnoses.count == 25)
    #expect(claim.faults.map(\.code) == [.tooManyDiagnoses])
  }

  @Test("More codes than any claim has are cut off with a fault")
  func codeLimit() throws {
    let segment = "HI*" + (1...12).map { "BG:\($0)" }.joined(separator: "*") + "~"
    let text = InstitutionalFile.replacing(
      "HI*BG", with: String(repeating: segment, count: 30))
    let claim = try #require(FileReading(text).claims.first)
    #expect(claim.codes.count == X12Claim.codesMax)
    #expect(claim.faults.contains { $0.code == .tooManyCodes })
  }

  @Test("A reader that takes only professional claims passes over institutional ones")
  func notTaken() throws {
    var reader = X12FileReader(taking: [.professionalClaims])
    reader.push(Array(InstitutionalFile.text.utf8))
    reader.finish()
    var codes: [X12FaultCode] = []
    while let event = try reader.next() {
      if case .claim = event { Issue.record("a claim that nobody takes was given") }
      if case .setEnded(let verdict) = event { codes += verdict.faults.map(\.code) }
    }
    #expect(codes == [.setNotSupported])
  }

  @Test("Written and read again it is the same, byte for byte but for line breaks")
  func roundTrip() throws {
    let reading = FileReading(InstitutionalFile.text)
    let set = try #require(reading.verdicts.first?.header)
    var writer = try X12ClaimWriter(
      interchange: set.interchange, group: set.group, breaksLines: true)
    try writer.writeSet(controlNumber: set.controlNumber, claims: reading.claims)
    let bytes = try writer.finish()
    #expect(FileReading(bytes).claims == reading.claims)
    #expect(String(decoding: bytes, as: UTF8.self) == InstitutionalFile.text)
  }

  private func day(_ number: Int) throws -> Day {
    try #require(Day(year: 2026, month: 1, day: number))
  }
}
