import Foundation
import Messages
import Testing

@testable import HMOCommands

@Suite("An answering document is read for comparison")
struct AcknowledgementTextTests {
  private static let header =
    "ISA*00*          *00*          *ZZ*EXHMO          *ZZ*EXAMPLE01      "
    + "*260310*0900*^*00501*000000001*0*T*:~"

  private func value(_ body: String, _ type: ClaimV1.DocumentType) -> JSONValue {
    AcknowledgementText(Array((Self.header + body).utf8)).value(of: type)
  }

  @Test("Of a TA1 its code and its note")
  func interchange() {
    let value = value("TA1*000000060*260310*0900*R*025~IEA*0*000000001~", .ta1)
    #expect(value["code"] == .text("R") && value["note"] == .text("025"))
    #expect(value["type"] == .text("TA1"))
  }

  @Test("Of a 999 the code of the group, with line breaks between segments")
  func functional() {
    let value = value("\nGS*FA~\nST*999*0001~\nAK9*P*2*2*1~\n", .documentType999)
    #expect(value["code"] == .text("P"))
  }

  @Test("Of a 277CA the first category of each claim, and none of the levels above")
  func claims() {
    let body =
      "HL*1**20*1~TRN*1*X~HL*2*1*21*1~TRN*2*BATCH~STC*A1:19*20260310*WQ*10~HL*3*2*19*1~"
      + "HL*4*3*PT~TRN*2*G41~STC*A4:35*20260310*U*185~STC*A3:1~"
    let claims = value(body, .documentType277ca)["claims"]?.elements ?? []
    #expect(claims.map { $0["claim"] } == [.text("BATCH"), .text("G41")])
    #expect(claims.map { $0["category"] } == [.text("A1"), .text("A4")])
  }

  @Test("The segments of a name, in order and each whole, also with empty elements")
  func segments() {
    let body = "CAS*CO*45*75~CLP*A**1~\nCAS*PR*3*25~CASH*1~"
    let text = SegmentText(Array((Self.header + body).utf8))
    #expect(text.named("CAS") == ["CAS*CO*45*75", "CAS*PR*3*25"])
    #expect(text.named("CLP") == ["CLP*A**1"])
    #expect(text.named("PLB") == [])
  }

  @Test("Of bytes that are no document, nothing")
  func nothing() {
    for bytes: [UInt8] in [[], Array("ISA".utf8), [UInt8](repeating: 0, count: 200)] {
      #expect(AcknowledgementText(bytes).value(of: .ta1)["code"] == .text(""))
    }
  }
}
