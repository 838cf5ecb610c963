import EDI
import EDIProperties
import Foundation
import Properties
import Testing

@Suite("What fuzzing has found")
struct FuzzFindingsTests {
  @Test("Inputs that once broke a property of the front door no longer do")
  func claimFiles() throws {
    for bytes in try findings("claim-file") { try ClaimFileProperties.check(bytes) }
  }

  @Test("Inputs that once broke a property of answers and remittances no longer do")
  func answerFiles() throws {
    for bytes in try findings("answer-file") { try AnswerFileProperties.check(bytes) }
  }

  @Test("Inputs that once broke a property of segments no longer do")
  func segments() throws {
    for bytes in try findings("segments") { try SegmentProperties.check(bytes) }
  }

  @Test("The properties hold for files that are right", arguments: [ClaimFile().text])
  func rightFiles(text: String) throws {
    try ClaimFileProperties.check(Array(text.utf8))
    try SegmentProperties.check(Array(text.utf8))
  }

  @Test("A claim or inquiry whose first segment is misspelt leaves a fault with the set")
  func vanishedClaims() throws {
    let claims = FileReading(
      ClaimFile().text.replacingOccurrences(of: "CLM*PATACCT2", with: "CLX*PATACCT2"))
    #expect(claims.claims.count == 1)
    #expect(claims.verdicts.map(\.faults.first?.code) == [.segmentUnexpected])
    let inquiries = FileReading(InquiryFile.text.replacingOccurrences(of: "TRN*1", with: "TRX*1"))
    #expect(inquiries.verdicts.allSatisfy { !$0.isAccepted })
  }

  @Test("A header whose data holds the terminator is refused")
  func terminatorInHeader() {
    let text = ClaimFile().text.replacingOccurrences(
      of: "CLINICS        *ZZ", with: "CLINICS ~      *ZZ")
    #expect(FileReading(text).error?.code == .headerMalformed)
  }

  private func findings(_ target: String) throws -> [[UInt8]] {
    try KeptInputs.of(target).map(\.bytes)
  }
}
