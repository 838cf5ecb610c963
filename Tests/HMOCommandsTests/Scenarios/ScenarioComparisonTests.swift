import Foundation
import Testing

@testable import HMOCommands

@Suite("What a step came to is compared with what it must come to")
struct ScenarioComparisonTests {
  private func differences(_ expected: String, _ got: String) throws -> [String] {
    ScenarioComparison.differences(
      try #require(JSONValue.read(Data(expected.utf8))),
      try #require(JSONValue.read(Data(got.utf8))), step: 1
    ).map(\.text)
  }

  private let got = """
    {"claims": [{"claim": "A", "state": "payable", "paid": 8500, "lines": [
        {"line": 1, "adjustments": {"CO-45": 7500, "PR-3": 2500}, "remarks": ["N1", "N2"],
         "paid": 8500}]}, {"claim": "B", "state": "denied"}],
     "refused": [], "repeated": 0,
     "documents": [{"type": "999", "code": "A"}, {"type": "TA1", "code": "R"}]}
    """

  @Test("Of settlements every payee is compared, of segments those of the names that are expected")
  func settlementsAndSegments() throws {
    let got = """
      {"refused": [], "settled_withhold": [{"payee": "1", "released": 5, "forfeited": 6}],
       "remittances": [{"payee": "1", "segments": {"CAS": ["CAS*CO*45*1"], "PLB": []}}]}
      """
    #expect(
      try differences(
        #"{"remittances": [{"payee": "1", "segments": {"PLB": []}}]}"#, got) == [])
    #expect(
      try differences(
        #"{"remittances": [{"payee": "1", "segments": {"CAS": ["CAS*CO*45*2"]}}]}"#, got
      ) == [
        #"remittance 1, segments, CAS: expected ["CAS*CO*45*2"], got ["CAS*CO*45*1"]"#
      ])
    #expect(
      try differences(#"{"settled_withhold": [{"payee": "1", "released": 4}]}"#, got)
        == ["withhold of 1, released: expected 4, got 5"])
    #expect(try differences(#"{"settled_withhold": []}"#, got).count == 1)
  }

  @Test("What is not expected is not compared")
  func subset() throws {
    #expect(try differences("{}", got) == [])
    #expect(try differences(#"{"claims": [{"claim": "B"}]}"#, got) == [])
    #expect(
      try differences(
        #"{"claims": [{"claim": "A", "lines": [{"line": 1, "remarks": ["N2", "N1"]}]}]}"#, got)
        == [])
    #expect(try differences(#"{"documents": [{"type": "TA1", "code": "R"}]}"#, got) == [])
  }

  @Test(
    "What differs is said with its place, what was expected and what came",
    arguments: [
      (#"{"claims": [{"claim": "A", "paid": 8000}]}"#, "claim A, paid: expected 8000, got 8500"),
      (#"{"claims": [{"claim": "C"}]}"#, "claim C: expected it is there, got nothing"),
      (
        #"{"claims": [{"claim": "A", "lines": [{"line": 1, "adjustments": {"CO-45": 7500}}]}]}"#,
        #"claim A, line 1, adjustments: expected {"CO-45":7500}, got {"CO-45":7500,"PR-3":2500}"#
      ),
      (
        #"{"claims": [{"claim": "A", "lines": [{"line": 1, "remarks": ["N1"]}]}]}"#,
        "claim A, line 1, remarks: expected [N1], got [N1, N2]"
      ),
      (
        #"{"claims": [{"claim": "A", "reversal": {"paid": 0}}]}"#,
        "claim A, reversal: expected it is there, got nothing"
      ),
      (
        #"{"documents": [{"type": "TA1", "code": "A"}]}"#,
        #"document TA1, code: expected "A", got "R""#
      ),
      (#"{"repeated": 1}"#, "repeated: expected 1, got 0"),
    ])
  func found(expected: String, text: String) throws {
    #expect(try differences(expected, got) == [text])
  }

  @Test("An account of the ledger is named where it differs")
  func ledger() throws {
    let got = #"{"balances": {"ledger": [{"account": "cash", "amount": -8500}]}}"#
    #expect(
      try differences(#"{"balances": {"ledger": [{"account": "cash", "amount": 0}]}}"#, got)
        == ["balances, account cash, amount: expected 0, got -8500"])
    #expect(try differences(got, got) == [])
  }

  @Test("A line too many and a line too few are seen")
  func lines() throws {
    #expect(try differences(#"{"claims": [{"claim": "A", "lines": []}]}"#, got).count == 1)
    let two = #"{"claims": [{"claim": "A", "lines": [{"line": 1}, {"line": 2}]}]}"#
    #expect(try differences(two, got).count == 2)
  }

  @Test("A refusal that nobody expected is a difference")
  func refusal() throws {
    let refused = #"{"claims": [], "refused": [{"claim": "A", "rules": ["INTAKE-AMOUNT"]}]}"#
    #expect(try differences("{}", refused).count == 1)
    #expect(
      try differences(#"{"refused": [{"claim": "A", "rules": ["INTAKE-AMOUNT"]}]}"#, refused) == [])
  }
}
