import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("Claims behind other payers, decided again from their facts")
struct CoordinationReplayTests {
  private func finding(
    _ rule: String, _ stored: String, _ replayed: String,
    outcome: ClaimV1.ReplayOutcome = .disagrees
  ) -> String? {
    CoordinationReplay.finding(
      .with {
        $0.claimID = "HC000000000001"
        $0.outcome = outcome
        $0.differences = [
          .with {
            $0.lineNumber = 1
            ($0.rule, $0.stored, $0.replayed) = (rule, stored, replayed)
          }
        ]
      })
  }

  @Test("COB-6: another amount by the same rule is a fault, and so is one that no rule tells")
  func faults() {
    #expect(
      finding("COB-6", "COB-6, 30.00 to 30.00", "COB-6, 30.00 to 20.00")
        == "line 1: COB-6 is not what the stored facts give")
    #expect(finding("MSP-1", "", "MSP-1, 30.00 to 20.00") != nil)
    #expect(
      finding("", "allowed 140.00, paid 30.00", "allowed 140.00, paid 20.00")
        == "line 1: its amounts are not what the stored facts give")
  }

  @Test("COB-6: a rule that was changed since, another rule, and what cannot be replayed are none")
  func noFaults() {
    #expect(finding("COB-6", "COB-6, 30.00 to 30.00", "COB-6 v2, 30.00 to 20.00") == nil)
    #expect(finding("CODE-PROCEDURE", "", "CODE-PROCEDURE, denied") == nil)
    #expect(finding("", "decided", "waits for a person: POSSIBLE_DUPLICATE") == nil)
    #expect(finding("COB-6", "COB-6, 1", "COB-6, 2", outcome: .agrees) == nil)
    #expect(finding("COB-6", "COB-6, 1", "COB-6, 2", outcome: .notReplayed) == nil)
  }
}
