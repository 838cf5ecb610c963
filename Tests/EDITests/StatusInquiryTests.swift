import Domain
import EDI
import Testing

@Suite("Reading status inquiries")
struct StatusInquiryTests {
  private let reading = FileReading(InquiryFile.text)

  @Test("Each trace number is an inquiry with the levels above it")
  func inquiries() throws {
    #expect(reading.error == nil)
    #expect(reading.inquiries.map(\.trace.value) == ["TRACE1", "TRACE2", "TRACE3"])
    #expect(reading.inquiries.map(\.key.ordinal) == [1, 2, 3])
    #expect(reading.inquiries.flatMap(\.faults).map(\.description) == [])
    #expect(reading.verdicts.map { $0.faults.map(\.description) } == [[]])
    #expect(
      reading.inquiries.map(\.provider?.npi?.value) == [
        "1000000053", "1000000053", "1000000004",
      ])
    #expect(reading.inquiries.allSatisfy { $0.payer?.identifier.value == "99001" })
    #expect(reading.inquiries.allSatisfy { $0.inquirer?.identifier.value == "CLEAR1" })
    #expect(reading.inquiries.allSatisfy { $0.levels.reference.value == "ASK1" })
  }

  @Test("An inquiry keeps what it asks for")
  func fields() throws {
    let inquiries = reading.inquiries
    try #require(inquiries.count == 3)
    #expect(inquiries[0].typeOfBill?.value == "111")
    #expect(inquiries[0].patientAccount?.value == "STAY1")
    #expect(inquiries[0].charge?.value == Money(cents: 125_075))
    #expect(inquiries[0].service?.from == Day(iso: "2026-01-03"))
    #expect(inquiries[0].service?.to == Day(iso: "2026-01-07"))
    #expect(inquiries[0].demographics?.birth.value == Day(number: 0))
    #expect(inquiries[0].payerClaimNumber == nil)
    #expect(inquiries[1].payerClaimNumber?.value == "CLAIM9")
    #expect(inquiries[1].subscriber?.identifier.value == "M00000001")
    #expect(inquiries[1].dependent == nil)
    #expect(inquiries[2].subscriber?.identifier.value == "M00000002")
    #expect(inquiries[2].dependent?.firstName.value == "KIM")
    #expect(inquiries[2].demographics?.sex.value == "F")
  }

  @Test("Lines that are asked about have procedure, charge, units and number")
  func lines() throws {
    let lines = try #require(reading.inquiries.last).lines
    #expect(lines.map(\.procedure.value) == ["99213", "0450"])
    #expect(lines.map(\.procedureQualifier.value) == ["HC", "NU"])
    #expect(lines[0].modifiers.map(\.value) == ["25"])
    #expect(lines[0].charge.value == Money(cents: 15_000))
    #expect(lines[0].controlNumber?.value == "LINE1")
    #expect(lines[0].service?.from == Day(iso: "2026-01-10"))
    #expect(lines[1].revenueCode.value == "0450")
    #expect(lines[1].quantity.value == Quantity(units: 2))
  }

  @Test(
    "What is wrong with an inquiry has its place",
    arguments: [
      ("TRN*1*TRACE1", "TRN*1~", X12FaultCode.elementMissing, "2200D TRN02"),
      ("AMT*T3", "AMT*T3*X~", .amountInvalid, "2200D AMT02"),
      ("DTP*472*RD8", "DTP*472*RD8*20260107-20260103~", .spanReversed, "2200D DTP03"),
      ("REF*EJ*STAY1", "HI*ABK:I10~", .segmentUnexpected, "2200D HI"),
      ("HL*4", "HL*4*1*22*0~", .hierarchyParentUnknown, "2000D HL02"),
      ("HL*4", "HL*9*3*22*0~", .hierarchyOutOfSequence, "2000D HL01"),
      ("DMG*D8*19700101", "DMG*D8*19700230*M~", .dayInvalid, "2000D DMG02"),
      ("NM1*IL*1*SAMPLE", "NM1*IL*1*SAMPLE*SAM~", .elementMissing, "2100D NM109"),
    ])
  func fault(
    _ start: String, _ replacement: String, _ code: X12FaultCode, _ place: String
  ) throws {
    let reading = FileReading(InquiryFile.replacing(start, with: replacement))
    let inquiry = try #require(reading.inquiries.first)
    let fault = try #require(inquiry.faults.first { $0.code == code })
    #expect(fault.position.description.hasPrefix(place + ","))
    #expect(reading.inquiries.last?.faults.isEmpty == true)
  }

  @Test("An inquiry under no provider or an unknown level is given as such")
  func hierarchy() throws {
    let reading = FileReading(InquiryFile.replacing("HL*3", with: "HL*3*2*99*1~"))
    let inquiry = try #require(reading.inquiries.first)
    #expect(inquiry.faults.contains { $0.code == .claimOutsideHierarchy })
    #expect(!inquiry.isReadable)
    #expect(reading.verdicts[0].faults.contains { $0.code == .hierarchyLevelUnknown })
  }

  @Test("A set of inquiries without BHT is incomplete")
  func header() {
    let reading = FileReading(InquiryFile.replacing("BHT", with: "K3*X~"))
    #expect(reading.verdicts[0].faults.contains { $0.code == .setHeaderIncomplete })
  }

  @Test("Up to 999 lines are kept, one more is a fault")
  func lineLimit() throws {
    let many = String(repeating: "SVC*HC:99213*1*****1~", count: 1_001)
    let reading = FileReading(InquiryFile.replacing("SVC*NU", with: many))
    let inquiry = try #require(reading.inquiries.last)
    #expect(inquiry.lines.count == X12StatusInquiry.linesMax)
    #expect(inquiry.faults.contains { $0.code == .tooManyLines })
  }

  @Test("Written and read again they are the same, byte for byte but for line breaks")
  func roundTrip() throws {
    let set = try #require(reading.verdicts.first?.header)
    var writer = try X12StatusInquiryWriter(
      interchange: set.interchange, group: set.group, breaksLines: true)
    try writer.writeSet(controlNumber: set.controlNumber, inquiries: reading.inquiries)
    let bytes = try writer.finish()
    #expect(FileReading(bytes).inquiries == reading.inquiries)
    #expect(String(decoding: bytes, as: UTF8.self) == InquiryFile.text)
  }

  @Test("Nothing of an inquiry shows in print or dump")
  func redaction() throws {
    var printed = "\(reading.inquiries)"
    dump(reading.inquiries, to: &printed)
    for word in ["SAMPLE", "TRACE1", "M00000001"] { #expect(!printed.contains(word)) }
  }
}
