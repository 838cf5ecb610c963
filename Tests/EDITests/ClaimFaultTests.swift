import Domain
import EDI
import Testing

@Suite("Faults of a professional claim")
struct ClaimFaultTests {
  /// A change of the file and the fault that it must give.
  struct Case: Sendable, CustomTestStringConvertible {
    let start: String
    let replacement: String
    let code: X12FaultCode
    let place: String
    var testDescription: String { "\(start) → \(replacement)" }

    init(_ start: String, _ replacement: String, _ code: X12FaultCode, _ place: String) {
      self.start = start
      self.replacement = replacement
      self.code = code
      self.place = place
    }
  }

  static let cases: [Case] = [
    Case("CLM*", "CLM**150.5***22:B:1*Y*A*Y*Y~", .elementMissing, "2300 CLM01"),
    Case("CLM*", "CLM*A****22:B:1*Y*A*Y*Y~", .elementMissing, "2300 CLM02"),
    Case("CLM*", "CLM*A*-150.5***22:B:1*Y*A*Y*Y~", .amountNegative, "2300 CLM02"),
    Case("CLM*", "CLM*A*150.505***22:B:1*Y*A*Y*Y~", .amountTooFine, "2300 CLM02"),
    Case("CLM*", "CLM*A*150.50555***22:B:1*Y*A*Y*Y~", .amountTooFine, "2300 CLM02"),
    Case("CLM*", "CLM*A*1,500***22:B:1*Y*A*Y*Y~", .amountInvalid, "2300 CLM02"),
    Case("CLM*", "CLM*A*1E3***22:B:1*Y*A*Y*Y~", .amountInvalid, "2300 CLM02"),
    Case("CLM*", "CLM*A*.***22:B:1*Y*A*Y*Y~", .amountInvalid, "2300 CLM02"),
    Case("CLM*", "CLM*A*10000000000***22:B:1*Y*A*Y*Y~", .amountInvalid, "2300 CLM02"),
    Case(
      "CLM*", "CLM*A*99999999999999999999***22:B:1*Y*A*Y*Y~", .amountInvalid, "2300 CLM02"),
    Case("CLM*", "CLM*A*151***22:B:1*Y*A*Y*Y~", .chargeDiffersFromLines, "2300 CLM02"),
    Case("CLM*", "CLM*A*150.5***:B:1*Y*A*Y*Y~", .elementMissing, "2300 CLM05-1"),
    Case("CLM*", "CLM*A*150.5***22:B*Y*A*Y*Y~", .elementMissing, "2300 CLM05-3"),
    Case("DTP*439", "DTP*439*D8*20260230~", .dayInvalid, "2300 DTP03"),
    Case("DTP*439", "DTP*439*D8*2026011~", .dayInvalid, "2300 DTP03"),
    Case("DTP*439", "DTP*439*XX*20260110~", .dayFormatUnknown, "2300 DTP02"),
    Case("DTP*439", "DTP*439*D8~", .elementMissing, "2300 DTP03"),
    Case("AMT*F5", "AMT*F5*X~", .amountInvalid, "2300 AMT02"),
    Case("REF*G1*AUTH1", "REF*G1~", .elementMissing, "2300 REF02"),
    Case("NTE*", "ZZZ*ADD~", .segmentUnexpected, "2300 ZZZ"),
    Case("NTE*", "~", .segmentIDInvalid, "2300 "),
    Case("NTE*", "nte*ADD~", .segmentIDInvalid, "2300 "),
    Case("HI*ABK", "HI*ABK:I10*ABF~", .elementMissing, "2300 HI02-2"),
    Case("NM1*DQ", "NM1*ZZ*1*POE*LEE~", .segmentUnexpected, "unrecognised NM1"),
    Case("CAS*PR*1*20**2*5.25", "CAS*PR*1*20**2~", .elementMissing, "2320 CAS06"),
    Case("LX*1", "LX*2~", .lineOutOfSequence, "2400 LX01"),
    Case("SV1*HC:G0463", "SV1*HC*100.5*UN*1***1~", .elementMissing, "2400 SV101-2"),
    Case("SV1*HC:G0463", "SV1*HC:G0463**UN*1***1~", .elementMissing, "2400 SV102"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5**1***1~", .elementMissing, "2400 SV103"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN****1~", .elementMissing, "2400 SV104"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN*1.2345***1~", .quantityTooFine, "2400 SV104"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN*-1***1~", .quantityInvalid, "2400 SV104"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN*1000000***1~", .quantityInvalid, "2400 SV104"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN*1~", .elementMissing, "2400 SV107-1"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN*1***1:13~", .pointerInvalid, "2400 SV107-2"),
    Case("SV1*HC:G0463", "SV1*HC:G0463*100.5*UN*1***A~", .pointerInvalid, "2400 SV107-1"),
    Case("SV1*HC:G0463", "K3*NO SERVICE~", .segmentMissing, "2400 SV1"),
    Case("DTP*472*D8", "K3*NO DAY~", .segmentMissing, "2400 DTP"),
    Case("DTP*472*RD8", "DTP*472*RD8*20260112-20260110~", .spanReversed, "2400 DTP03"),
    Case("DTP*472*RD8", "DTP*472*RD8*20260112~", .dayInvalid, "2400 DTP03"),
    Case("SVD*", "SVD*88001*75.123*HC:G0463**1~", .amountTooFine, "2430 SVD02"),
    Case("DMG*D8*20100228", "DMG*D8*20100229*F~", .dayInvalid, "2010CA DMG02"),
    Case("HL*3", "HL*3*1*23*0~", .hierarchyParentUnknown, "2000C HL02"),
    Case("HL*3", "HL*9*2*23*0~", .hierarchyOutOfSequence, "2000C HL01"),
  ]

  @Test("A wrong segment is a fault of its claim with its place", arguments: cases)
  func fault(_ change: Case) throws {
    let file = ClaimFile().replacing(change.start, with: change.replacement)
    let reading = FileReading(file.text)
    #expect(reading.error == nil)
    try #require(reading.claims.count == 2)
    let fault = try #require(reading.claims[0].faults.first { $0.code == change.code })
    #expect(fault.position.description.hasPrefix(change.place + ","))
    #expect(fault.position.segmentOrdinal > 0)
    #expect(reading.claims[1].faults.isEmpty)
  }

  @Test("A fault of the billing provider belongs to every claim under it")
  func sharedFault() throws {
    let file = ClaimFile().replacing("NM1*85", with: "NM1*85*2*EXAMPLE CLINIC~")
    let claims = FileReading(file.text).claims
    #expect(claims.map { $0.faults.map(\.code) } == [[.elementMissing], [.elementMissing]])
    #expect(claims.allSatisfy { !$0.isReadable })
  }

  @Test("Missing payer, subscriber or diagnosis is missing, not invalid")
  func missing() throws {
    for start in ["NM1*PR*2*EXAMPLE HMO", "NM1*IL*1*SAMPLE*SAM", "HI*ABK:I10"] {
      let claim = try #require(FileReading(ClaimFile().replacing(start).text).claims.first)
      #expect(claim.faults.contains { $0.code.consequence == .missing }, "\(start)")
      #expect(!claim.isReadable)
    }
  }

  @Test("After an unknown NM1 nothing is ascribed to the party before it")
  func unknownParty() throws {
    let file = ClaimFile().replacing(
      "NM1*DQ", with: "NM1*ZZ*1*POE*LEE~", "N3*SOMEWHERE ELSE~", "REF*G2*X~")
    let claim = try #require(FileReading(file.text).claims.first)
    #expect(claim.serviceFacility?.address?.line1.value == "9 MAIN ST")
    #expect(claim.serviceFacility?.references.isEmpty == true)
    #expect(
      claim.faults.map(\.code) == [.segmentUnexpected, .segmentUnexpected, .segmentUnexpected])
    #expect(claim.rawSegments.count { $0.loop == .unrecognised } == 3)
  }

  @Test("A line without LX is read, and noted")
  func lineWithoutNumber() throws {
    let claim = try #require(FileReading(ClaimFile().replacing("LX*2").text).claims.first)
    #expect(claim.lines.map(\.procedure.value) == ["G0463", "J1885"])
    #expect(claim.faults.map(\.code) == [.lineNumberMissing])
    #expect(claim.isReadable)
  }

  @Test("A claim under no subscriber is delivered as such")
  func outsideHierarchy() throws {
    let file = ClaimFile().replacing("HL*2", with: "HL*2*1*21*0~")
    let reading = FileReading(file.text)
    #expect(reading.claims.count == 2)
    #expect(reading.claims[0].faults.contains { $0.code == .claimOutsideHierarchy })
    #expect(reading.verdicts[0].faults.contains { $0.code == .hierarchyLevelUnknown })
    #expect(!reading.verdicts[0].isAccepted)
  }

  @Test("Up to 999 lines are kept, one more is a fault")
  func lineLimit() throws {
    for count in [999, 1_000] {
      let lines = (1...count).flatMap {
        ["LX*\($0)~", "SV1*HC:G0444*1*UN*1***1~", "DTP*472*D8*20260111~"]
      }
      var file = ClaimFile().replacingLast("CLM*", with: "CLM*BIG*\(count)***11:B:1*Y*A*Y*Y~")
      let first = try #require(file.lines.lastIndex { $0.hasPrefix("LX*1") })
      file.lines.replaceSubrange(first..<first + 3, with: lines)
      let claim = try #require(FileReading(file.text).claims.last)
      #expect(claim.lines.count == 999)
      let codes = claim.faults.map(\.code)
      #expect(codes == (count == 999 ? [] : [.tooManyLines, .chargeDiffersFromLines]))
    }
  }

  @Test("Twelve diagnoses are kept, the thirteenth is a fault")
  func diagnosisLimit() throws {
    let further = (1...12).map { "*ABF:Z00\($0)" }.joined()
    let file = ClaimFile().replacing("HI*ABK", with: "HI*ABK:I10\(further)~")
    let claim = try #require(FileReading(file.text).claims.first)
    #expect(claim.diagnoses.count == 12)
    #expect(claim.faults.map(\.code) == [.tooManyDiagnoses])
    #expect(claim.faults.first?.position.element == 13)
  }

  @Test("A claim with more faults than are kept keeps one hundred")
  func faultLimit() throws {
    let notes = String(repeating: "ZZZ*X~\n", count: 500)
    let file = ClaimFile().replacing("NTE*", with: notes)
    #expect(FileReading(file.text).claims.first?.faults.count == 100)
  }

  @Test("A claim of more than four megabytes is cut off with a fault, the next one is whole")
  func claimSizeLimit() throws {
    let note = "NTE*ADD*" + String(repeating: "X", count: 60_000) + "~\n"
    let file = ClaimFile().replacing("NTE*", with: String(repeating: note, count: 100))
    let claims = FileReading(file.text).claims
    #expect(claims.count == 2)
    #expect(claims[0].faults.contains { $0.code == .tooManySegments })
    #expect(claims[0].rawSegments.count < 75)
    #expect(claims[1].faults.isEmpty)
  }

  @Test("Every code has a rule, a remedy and a consequence in words of its own")
  func codes() {
    for code in X12FaultCode.allCases {
      #expect(code.rule.hasPrefix("EDI-"))
      #expect(code.remedy.hasSuffix("."))
    }
    #expect(Set(X12FaultCode.allCases.map(\.remedy)).count == X12FaultCode.allCases.count)
  }
}
