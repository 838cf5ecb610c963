import EDI
import Foundation
import Testing

@Suite("Writing what was read")
struct RoundTripTests {
  /// A set that was read whole, with nothing in it that stood in no loop of its guide.
  private struct ReadSet {
    let header: X12SetHeader
    var claims: [X12Claim] = []
    var inquiries: [X12StatusInquiry] = []

    func written(delimiters: X12Delimiters? = nil) throws -> [UInt8] {
      let old = header.interchange
      let interchange = X12InterchangeHeader(
        senderQualifier: old.senderQualifier, sender: old.sender,
        receiverQualifier: old.receiverQualifier, receiver: old.receiver, date: old.date,
        time: old.time, controlNumber: old.controlNumber,
        isAcknowledgmentRequested: old.isAcknowledgmentRequested, usage: old.usage,
        delimiters: delimiters ?? old.delimiters)
      guard header.transaction == "837" else {
        var writer = try X12StatusInquiryWriter(interchange: interchange, group: header.group)
        try writer.writeSet(controlNumber: header.controlNumber, inquiries: inquiries)
        return try writer.finish()
      }
      var writer = try X12ClaimWriter(interchange: interchange, group: header.group)
      try writer.writeSet(controlNumber: header.controlNumber, claims: claims)
      return try writer.finish()
    }
  }

  /// Files with decimals that are zero, such as `100.00`, which are not written.
  private static let needlessDecimals: Set<String> = [
    "lfh__claim-level-status-ncpdp.276", "lfh__claim-level-status.276",
    "lfh__demo.ambulance.example5.837", "lfh__demo.autoaccident.837",
    "lfh__demo.cob.example3.A.837", "lfh__demo.cob.example3.B.837",
    "lfh__demo.cob.example3.C.837", "lfh__demo.drug.example10.1.837",
    "lfh__demo.drug.example10.2.837", "lfh__demo.drug.example10.3.837",
    "lfh__demo.example1.837", "lfh__demo.example2.837", "lfh__demo.example8.837",
    "lfh__institutional-claim.837i", "lfh__provider-level-status.276",
    "stupidedi__X222A1_ambulance.edi",
    "stupidedi__X222A1_home-infusion-therapy-pharmacy-"
      + "_adjudicated-with-HCPCS-in-loop-2400-or-NDC-in-loop-2410_.edi",
    "stupidedi__X222A1_home-infusion-therapy-pharmacy-"
      + "_adjudicated-with-NDC-in-loop-2410_.edi",
  ]
  /// Files of inquiries that leave HL04 of a dependent empty; it is written as 0.
  private static let withoutChildCode: Set<String> = [
    "stupidedi__X212_claim-request.edi", "stupidedi__X212_provider-request.edi",
  ]
  /// A file whose segments are indented under another terminator.
  private static let indented: Set<String> = ["staedi__sample837-original.edi"]
  /// A file with text in a component of SV101 that the guide does not use.
  private static let withUnusedComponent: Set<String> = ["kw__edi_sample_75_claims.txt"]

  @Test(
    "What was read, written and read again is the same",
    arguments: ["837P", "837I", "276", "malformed"])
  func corpus(folder: String) throws {
    var count = 0
    for file in try SharedData.files(in: folder) {
      for set in sets(of: FileReading(Array(try Data(contentsOf: file)))) {
        let again = FileReading(try set.written())
        #expect(again.error == nil, "\(file.lastPathComponent)")
        #expect(again.verdicts.map(\.isTrailerRight) == [true], "\(file.lastPathComponent)")
        #expect(again.claims == set.claims, "\(file.lastPathComponent)")
        #expect(again.inquiries == set.inquiries, "\(file.lastPathComponent)")
        count += set.claims.count + set.inquiries.count
      }
    }
    let least = ["837P": 106, "837I": 4, "276": 13, "malformed": 1]
    #expect(SharedData.x12 == nil || count >= least[folder] ?? 0, "\(folder): \(count)")
  }

  @Test("Files whose numbers and order are those of a writer come back byte for byte")
  func canonical() throws {
    var unlike: Set<String> = []
    var like = 0
    for folder in ["837P", "837I", "276"] {
      for file in try SharedData.files(in: folder) {
        let bytes = Array(try Data(contentsOf: file))
        let reading = FileReading(bytes)
        let found = sets(of: reading)
        guard found.count == 1, reading.verdicts.count == 1, let set = found.first else { continue }
        let written = try set.written()
        if squeezed(body(of: written)) == squeezed(body(of: bytes)) {
          like += 1
        } else {
          unlike.insert(file.lastPathComponent)
        }
      }
    }
    guard SharedData.x12 != nil else { return }
    let known = RoundTripTests.needlessDecimals.union(RoundTripTests.withoutChildCode)
      .union(RoundTripTests.indented).union(RoundTripTests.withUnusedComponent)
    #expect(unlike == known)
    #expect(like == 18)
  }

  @Test("Claims keep their values under other delimiters")
  func otherDelimiters() throws {
    let other = X12Delimiters(
      element: UInt8(ascii: "|"), component: UInt8(ascii: ">"), repetition: nil,
      terminator: UInt8(ascii: "\n"))
    for text in [ClaimFile().text, InstitutionalFile.text, InquiryFile.text] {
      let reading = FileReading(text)
      let set = try #require(sets(of: reading).first)
      let again = FileReading(try set.written(delimiters: other))
      #expect(again.claims == reading.claims)
      #expect(again.inquiries == reading.inquiries)
    }
  }

  /// The sets of a reading that can be written: every claim and inquiry is readable.
  private func sets(of reading: FileReading) -> [ReadSet] {
    guard reading.error == nil else { return [] }
    var sets: [ReadSet] = []
    var open: ReadSet?
    for event in reading.events {
      switch event {
      case .setBegan(let header): open = ReadSet(header: header)
      case .claim(let claim): open?.claims.append(claim)
      case .inquiry(let inquiry): open?.inquiries.append(inquiry)
      case .setEnded:
        if let set = open, isWritable(set) { sets.append(set) }
      case .interchangeBegan, .groupBegan, .groupEnded, .interchangeEnded: break
      }
    }
    return sets
  }

  private func isWritable(_ set: ReadSet) -> Bool {
    let isWhole = set.claims.allSatisfy { $0.billing != nil && $0.subscriber != nil }
    let isReadable =
      set.claims.allSatisfy { $0.isReadable } && set.inquiries.allSatisfy(\.isReadable)
    let hasAny = !set.claims.isEmpty || !set.inquiries.isEmpty
    return hasAny && isWhole && isReadable && set.header.guide == set.header.group.guide
  }

  /// The bytes from ST to SE.
  private func body(of bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let first = text.range(of: "ST*"), let last = text.range(of: "GE*") else { return bytes }
    return Array(text[first.lowerBound..<last.lowerBound].utf8)
  }

  /// Without the white space between segments.
  private func squeezed(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes where byte >= 0x20 {
      if byte == 0x20, result.last == UInt8(ascii: "~") { continue }
      result.append(byte)
    }
    return result
  }
}
