import Foundation
import Testing

@testable import HMOCommands

@Suite("A scenario file is read")
struct ScenarioReadingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scenario(_ members: String) throws -> Scenario {
    try Scenario(path: try folder.write("s.json", members))
  }

  private func fault(_ text: String) -> ScenarioError? {
    do {
      _ = try scenario(text)
      return nil
    } catch {
      return error as? ScenarioError
    }
  }

  private static let head =
    #""name": "n", "about": "a", "business_time": "2026-03-10""#

  @Test("Name, time and steps come as they stand there")
  func reads() throws {
    let scenario = try scenario(
      """
      {\(Self.head), "steps": [
        {"at": "2026-03-11T09:30:00Z", "void": "A"}, {"at": "2026-03-12"},
        {"submit_file": {"segments": ["ISA*x", "GS"]}, "as": "integrator"},
        {"decide": {"claim": "A", "action": "deny", "reason": "R", "note": "n"}},
        {"assign": {"claim": "A", "owner": "person/kim"}}, {"close_run": true},
        {"attachment": {"claim": "A", "content": "x"}},
        {"submit": [{"patientControlNumber": "A"}], "expect": {"claims": []}},
        {"submit": [], "connections": 2}, {"settle_withhold": {"contractId": "C", "year": 2026}}
      ]}
      """)
    #expect(scenario.name == "n")
    #expect(scenario.start.microseconds == 1_773_144_000_000_000)
    #expect(scenario.steps[0].time?.microseconds == 1_773_221_400_000_000)
    #expect(scenario.steps[1].action == .wait)
    #expect(scenario.steps[2].action == .submitFile(Array("ISA*x~GS~".utf8)))
    #expect(scenario.steps[2].identity == "client-integrator")
    #expect(
      scenario.steps[3].action == .decide(claim: "A", action: "deny", reason: "R", note: "n"))
    #expect(scenario.steps[4].action == .assign(claim: "A", owner: "person/kim"))
    #expect(scenario.steps[5].action == .closeRun)
    #expect(
      scenario.steps[6].action
        == .attachment(claim: "A", controlNumber: "", content: "x", mediaType: "text/plain"))
    #expect(scenario.steps[7].action.title == "submit")
    #expect(scenario.steps.map(\.connections) == [1, 1, 1, 1, 1, 1, 1, 1, 2, 1])
    #expect(
      scenario.steps[9].action
        == .settleWithhold(.record(["contractId": .text("C"), "year": .integer(2_026)])))
  }

  @Test(
    "What is wrong is refused with its place",
    arguments: [
      (#"{"name": "n""#, "$"), ("[]", "$"), (#"{"a": 1.5}"#, "$"),
      (#"{\#(head), "steps": [], "stepz": []}"#, "$.stepz"),
      (#"{\#(head)}"#, "$"),
      (#"{\#(head), "steps": [{"at": "2026-02-30"}]}"#, "$.steps[0].at"),
      (#"{\#(head), "steps": [{"at": "2026-03-09"}]}"#, "$.steps[0].at"),
      (#"{\#(head), "steps": [{}, {"void": 7}]}"#, "$.steps[1].void"),
      (#"{\#(head), "steps": [{"as": "me"}]}"#, "$.steps[0].as"),
      (#"{\#(head), "steps": [{"close_run": false}]}"#, "$.steps[0].close_run"),
      (#"{\#(head), "steps": [{"void": "A", "close_run": true}]}"#, "$.steps[0]"),
      (
        #"{\#(head), "steps": [{"submit": [{"lines": [{"chargee": "1"}]}]}]}"#,
        "$.steps[0].submit[0].lines[0]"
      ),
      (#"{\#(head), "steps": [{"submit": [{"charge": "1.234"}]}]}"#, "$.steps[0].submit[0].charge"),
      (
        #"{\#(head), "steps": [{"expect": {"claims": [{"state": "payable"}]}}]}"#,
        "$.steps[0].expect.claims[0]"
      ),
      (
        #"{\#(head), "steps": [{"expect": {"claims": [{"claim": "A", "paid": "1"}]}}]}"#,
        "$.steps[0].expect.claims[0].paid"
      ),
      (
        #"{\#(head), "steps": [{"expect": {"claims": [{"claim": "A", "state": "lost"}]}}]}"#,
        "$.steps[0].expect.claims[0].state"
      ),
      (#"{\#(head), "steps": [{"connections": 2}]}"#, "$.steps[0].connections"),
      (#"{\#(head), "steps": [{"submit": [], "connections": 17}]}"#, "$.steps[0].connections"),
      (#"{\#(head), "steps": [{"submit": [], "connections": 0}]}"#, "$.steps[0].connections"),
      (#"{\#(head), "steps": [{"settle_risk": {"npi": 1}}]}"#, "$.steps[0].settle_risk.npi"),
      (#"{\#(head), "steps": [{"submit_file": {}}]}"#, "$.steps[0].submit_file"),
      (
        #"{\#(head), "steps": [{"submit_file": {"path": "nowhere"}}]}"#,
        "$.steps[0].submit_file.path"
      ),
      (#"{\#(head), "base": "nowhere.json", "steps": []}"#, "$.base"),
      (
        #"{\#(head), "reference": {"payment": {"balance": []}}, "steps": []}"#,
        "$.reference.payment.balance"
      ),
      (
        #"{\#(head), "reference": {"codes": {"cpt": [{"codes": "X"}]}}, "steps": []}"#,
        "$.reference.codes.cpt[0]"
      ),
      (
        #"{\#(head), "reference": {"eligibility": {"membersx": []}}, "steps": []}"#,
        "$.reference.eligibility"
      ),
    ])
  func refuses(text: String, place: String) throws {
    let error = try #require(fault(text))
    #expect(error.place == place, "\(error.message)")
    #expect(!error.message.isEmpty)
  }

  @Test("A member that a message does not have is named")
  func unknownMember() throws {
    let error = try #require(
      fault(#"{\#(Self.head), "steps": [{"submit": [{"lines": [{"chargee": "1"}]}]}]}"#))
    #expect(error.message.contains("chargee"))
  }

  @Test("A file beyond the limit is refused before it is read")
  func limit() throws {
    let path = try folder.write("big.json", "")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: UInt64(ScenarioLimits.fileBytesMax) + 1)
    try handle.close()
    #expect(throws: ScenarioError.self) { try Scenario(path: path) }
  }

  @Test("The schema is no scenario, and a folder without one is said in words")
  func files() throws {
    try folder.write("b.json", "{}")
    try folder.write("a.json", "{}")
    try folder.write("scenario.schema.json", "{}")
    #expect(
      try ScenarioFiles.find([folder.path]) == ["a", "b"].map { "\(folder.path)/\($0).json" })
    #expect(failure { try ScenarioFiles.find([folder.path + "/scenario.schema.json"]) } != nil)
  }
}
