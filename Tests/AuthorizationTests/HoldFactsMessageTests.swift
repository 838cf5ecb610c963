import Domain
import DomainMessages
import Messages
import Protobuf
import Testing

@Suite("Hold facts as messages")
struct HoldFactsMessageTests {
  @Test("Every outcome comes back from its message and its bytes")
  func roundTrip() throws {
    let authorizations = HoldFacts.AuthorizationOutcome.allCases
    let referrals = HoldFacts.ReferralOutcome.allCases
    let lines = (0..<max(authorizations.count, referrals.count)).map { index in
      HoldFacts.Line(
        lineNumber: index + 1, authorization: authorizations[index % authorizations.count],
        authorizationNumber: "A\(index)", authorizationLine: index,
        held: Quantity(thousandths: Int64(index) * 500),
        referral: referrals[index % referrals.count], referralNumber: "R\(index)")
    }
    let step = TraceStep(
      RuleName("AUTH-UNITS-1"), line: 1, facts: [.init("asked", 2)], outcome: "held",
      codes: ["CO-198"])
    let facts = HoldFacts(lines: lines, trace: [step])
    let bytes = facts.message.protobufBytes()
    let answer = try AuthorizationV1.HoldAnswer(protobufBytes: bytes)
    #expect(try HoldFacts(answer).lines == facts.lines)
    #expect(try TraceStep.list(answer.trace) == [step])
  }

  @Test("A message with an unknown outcome or a quantity out of range is refused")
  func refused() {
    let changes: [(String, (inout AuthorizationV1.HoldAnswerLine) -> Void)] = [
      ("lines[0].line_number", { $0.lineNumber = -1 }),
      ("lines[0].authorization_line", { $0.authorizationLine = -1 }),
      ("lines[0].authorization", { $0.authorization.rawValue = 99 }),
      ("lines[0].referral", { $0.referral.rawValue = -1 }),
      ("lines[0].held", { $0.held = .with { $0.thousandths = .min } }),
    ]
    for (field, change) in changes {
      var message = HoldFacts(lines: [HoldFacts.Line(lineNumber: 1)]).message
      change(&message.lines[0])
      let error = #expect(throws: MessageError.self) { try HoldFacts(message) }
      #expect(error?.field == field)
    }
  }
}
