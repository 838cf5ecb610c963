import Domain
import EDI
import Messages
import Testing

@testable import Gateway

@Suite("An inquiry about a claim is answered", .timeLimit(.minutes(2)))
struct InquiryTests {
  private let sender: FileSender
  private let number: ClaimNumber

  init() async throws {
    sender = try FileSender()
    number = try await sender.fixture.decided()
  }

  /// Asks about a claim with the references and days that are given.
  private func inquiry(
    _ content: [String], member: String = "M1", npi: String = Sample.npi, control: Int = 1
  ) -> String {
    let digits = String(control)
    let number = String(repeating: "0", count: 9 - digits.count) + digits
    let segments =
      [
        "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*HMO            "
          + "*260904*1200*^*00501*\(number)*0*T*:",
        "GS*HR*CLINIC*HMO*20260904*1200*1*X*005010X212", "ST*276*0001*005010X212",
        "BHT*0010*13*ASK1*20260904*1200", "HL*1**20*1", "NM1*PR*2*HMO*****PI*HMO",
        "HL*2*1*21*1", "NM1*41*2*CLINIC*****46*CLINIC", "HL*3*2*19*1",
        "NM1*1P*2*CLINIC*****XX*\(npi)", "HL*4*3*22*0", "DMG*D8*19800102*F",
        "NM1*IL*1*SAMPLE*PAT****MI*\(member)", "TRN*1*TRACE1",
      ] + content
    let set = segments.count - 2 + 1
    return (segments + ["SE*\(set)*0001", "GE*1*1", "IEA*1*\(number)"]).joined(separator: "~\n")
      + "~\n"
  }

  private func statuses(_ text: String, from submitter: String = Sample.submitter) async throws
    -> [String]
  {
    let sent = try await sender.send(text, from: submitter)
    #expect(sent.documents.map(\.type) == [.documentType277, .documentType999])
    #expect(sent.summary.inquiries == 1)
    #expect(sent.segments(.documentType277).contains("TRN*2*TRACE1"))
    return sent.segments(.documentType277, "STC")
  }

  @Test("ANSWER-INQUIRY: by our number the claim is found, with its amounts")
  func byNumber() async throws {
    let found = try await statuses(inquiry(["REF*1K*\(number.text)"]))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("STC*F0:3*20260904**200*190") == true)
  }

  @Test("ANSWER-INQUIRY: by member, account and days the claim is found")
  func byAccount() async throws {
    let day = Day(number: 20_500).compact
    let found = try await statuses(inquiry(["REF*EJ*P1", "AMT*T3*200", "DTP*472*D8*\(day)"]))
    #expect(found.first?.hasPrefix("STC*F0:3") == true)
  }

  @Test(
    "ANSWER-INQUIRY: a claim that does not agree with what is asked is not found",
    arguments: [
      ["REF*EJ*P2"], ["AMT*T3*199.99"], ["DTP*472*D8*20200101"], ["REF*1K*HC000000000099"],
    ])
  func disagreement(content: [String]) async throws {
    #expect(try await statuses(inquiry(content)).first?.hasPrefix("STC*A4:35") == true)
  }

  @Test("ANSWER-INQUIRY: another member's, another provider's or another submitter's is not found")
  func othersClaims() async throws {
    let reference = ["REF*1K*\(number.text)"]
    let member = try await statuses(inquiry(reference, member: "M2"))
    #expect(member.first?.hasPrefix("STC*A4:35") == true)
    let provider = try await statuses(inquiry(reference, npi: "1000000004", control: 2))
    #expect(provider.first?.hasPrefix("STC*A4:35") == true)
    let submitter = try await statuses(
      inquiry(reference, control: 3), from: "spiffe://hmo.internal/client/other")
    #expect(submitter.first?.hasPrefix("STC*A4:35") == true)
  }

  @Test("ANSWER-STATUS: where a claim stands gives its status")
  func standings() async throws {
    let pended = try await sender.fixture.pended(Sample.claim("P7"))
    let open = try await sender.fixture.accepted(Sample.claim("P8"))
    let denied = try await sender.fixture.decided(Sample.claim("P9"), isDenied: true)
    let suspended = try await sender.fixture.decided(
      Sample.claim("P10"), denial: Reason.premiumUnpaid.rawValue)
    var control = 10
    for (number, status) in [
      (pended, "P2:46"), (open, "P1:20"), (denied, "F2:585"), (suspended, "P5:766"),
    ] {
      control += 1
      let found = try await statuses(inquiry(["REF*1K*\(number.text)"], control: control))
      #expect(found.first?.hasPrefix("STC*\(status)*") == true, "\(number.text)")
    }
  }

  @Test("An inquiry about lines is answered line by line")
  func lines() async throws {
    let found = try await statuses(
      inquiry(["REF*1K*\(number.text)", "SVC*HC:T1015*200****1", "DTP*472*D8*20260216"]))
    #expect(found.count == 2)
  }
}
