import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Testing

@Suite("What arrives is checked field by field")
struct WrongFieldTests {
  @Test("A wrong field refuses its claim alone and is named")
  func namesFields() async throws {
    let payment = try PaymentFixture()
    for (field, change) in Self.mistakes {
      var claim = ClaimMessage("wrong").message
      change(&claim)
      let results = try await payment.adjudicate([claim, ClaimMessage("C-\(field)").message])
      guard case .refusal(let refusal) = results[0].result else {
        Issue.record("\(field) was accepted")
        continue
      }
      #expect(refusal.code == Int32(RPCStatusCode.invalidArgument.rawValue))
      #expect(refusal.message.hasPrefix(field), "\(refusal.message)")
      guard case .decision = results[1].result else {
        Issue.record("\(field) refused another claim")
        continue
      }
    }
  }

  private typealias Change = @Sendable (inout PaymentV1.Adjudication) -> Void

  private static let mistakes: [(String, Change)] = keys + lines + facts

  private static let keys: [(String, Change)] = [
    ("key", { $0.key = nil }),
    ("key.claim_id", { $0.key?.claimID = "" }),
    ("key.claim_id", { $0.key?.claimID = String(repeating: "c", count: 101) }),
    ("key.version", { $0.key?.version = 0 }),
    ("key.version", { $0.key?.version = .min }),
    ("key.attempt", { $0.key?.attempt = -1 }),
    ("key.step", { $0.key?.step = "hold" }),
    ("business_time", { $0.businessTime = nil }),
    ("business_time", { $0.businessTime?.microseconds = .max }),
    ("billing_npi", { $0.billingNPI = "1234567890" }),
    ("billing_tin", { $0.billingTIN = "" }),
  ]

  private static let lines: [(String, Change)] = [
    ("lines[0].line_number", { $0.lines[0].lineNumber = -1 }),
    ("lines[0].line_number", { $0.lines[0].lineNumber = .max }),
    ("lines[0].charge", { $0.lines[0].charge = nil }),
    ("lines[0].charge", { $0.lines[0].charge?.cents = -1 }),
    ("lines[0].charge", { $0.lines[0].charge?.cents = .max }),
    ("lines[0].quantity", { $0.lines[0].quantity?.thousandths = .min }),
    ("lines[0].day", { $0.lines[0].day = nil }),
    ("lines[0].day", { $0.lines[0].day?.days = .max }),
    ("lines[0].procedure", { $0.lines[0].procedure = "" }),
    ("lines[0].rendering_npi", { $0.lines[0].renderingNPI = "x" }),
    ("lines[0].modifiers", { $0.lines[0].modifiers = Array(repeating: "25", count: 13) }),
    ("lines[0].reasons[0]", { $0.lines[0].reasons = ["NOT_A_REASON"] }),
    ("lines", { $0.lines = Array(repeating: $0.lines[0], count: 1_000) }),
  ]

  private static let facts: [(String, Change)] = [
    ("coverage", { $0.coverage = nil }),
    ("coverage.match", { $0.coverage?.match = .unspecified }),
    (
      "coverage.lines[0].product.out_of_pocket_family",
      { $0.coverage?.lines[0].product?.outOfPocketFamily?.cents = .max }
    ),
    (
      "coverage.lines[0].benefits[0].coinsurance_basis_points",
      { $0.coverage?.lines[0].benefits[0].coinsuranceBasisPoints = 10_001 }
    ),
    ("contract", { $0.contract = nil }),
    ("contract.lines[0].unit_fee", { $0.contract?.lines[0].unitFee?.cents = -1 }),
    (
      "hold.lines[0]",
      { $0.hold = .with { $0.lines = [.with { $0.lineNumber = -1 }] } }
    ),
  ]

  @Test("Lines that no rule can tell apart are refused for their facts")
  func repeatedLines() async throws {
    let payment = try PaymentFixture()
    var claim = ClaimMessage().message
    claim.lines.append(claim.lines[0])
    #expect(try await payment.refusal(claim)?.reason == "FACTS_CONTRADICT")
    claim.lines = []
    #expect(try await payment.refusal(claim)?.reason == "FACTS_INCOMPLETE")
  }
}
