import Domain
import Foundation
import Messages
import Protobuf
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("The command line over single claims", .serialized)
  struct ClaimCommandTests {
    @Test("hmo voids a claim once, takes a promised paper, lets a look-alike pass, loads codes")
    func wholeWay() async throws {
      try await CommandSuite.run { suite in
        let world = try await suite.prepare()
        try await expectVoided(world, suite)
        try await expectPaperTaken(world, suite)
        try await expectLookAlikePassed(world, suite)
        try await expectCodesJudge(world, suite)
      }
    }

    // MARK: Steps

    private func expectVoided(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      let claim = ClaimV1.Claim(try world.claim(telling: .primaryCareVisit))
      let number = try await submit(claim, ending: "PAYABLE", suite)
      let arguments = ["claim", "void", number, "--wait", "--request-id", "void-1"]
      let first = try await suite.hmo(arguments)
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.output.contains(number) && first.output.contains("voided"))
      let paid = try world.answer(telling: .primaryCareVisit).paid
      #expect(paid > .zero)
      #expect(first.output.contains("-\(paid)"))

      let repeated = try await suite.hmo(arguments + ["--json"])
      #expect(repeated.code == 0, "\(repeated.errors)")
      let summary = try repeated.json()["summary"] as? [String: Any]
      #expect(summary?["state"] as? String == "CLAIM_STATE_VOIDED")
      let second = try await suite.hmo("claim", "void", number, "--request-id", "void-2")
      #expect(second.code == 1)
      #expect(second.output.isEmpty && !second.errors.isEmpty)
    }

    private func expectPaperTaken(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      var claim = ClaimV1.Claim(try world.claim(telling: .preventiveVisit))
      claim.attachments = [
        .with {
          $0.reportType = "OZ"
          $0.transmission = "EL"
          $0.controlNumber = "PAPER-1"
        }
      ]
      let number = try await submit(claim, ending: "PENDED", suite)
      let paper = suite.directory + "/paper.pdf"
      try Data("a letter".utf8).write(to: URL(filePath: paper))
      let wrong = try await suite.hmo(
        "claim", "attach", number, paper, "--control-number", "PAPER-2")
      #expect(wrong.code == 1)
      #expect(try await state(of: number, suite) == "PENDED")
      let taken = try await suite.hmo("claim", "attach", number, paper)
      #expect(taken.code == 0, "\(taken.errors)")
      #expect(taken.output.contains("\(number): recorded"))
      try await expectEnding("PAYABLE", of: number, suite)
    }

    private func expectLookAlikePassed(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      let original = ClaimV1.Claim(try world.claim(telling: .staffVisit))
      _ = try await suite.submit(original)
      var likeness = original
      likeness.patientControlNumber += "-2"
      likeness.lines[0].charge = .with { $0.cents = (original.lines[0].charge?.cents ?? 0) + 100 }
      likeness.charge = .with { $0.cents = (original.charge?.cents ?? 0) + 100 }
      let number = try await submit(likeness, ending: "PENDED", suite)

      let kim = "spiffe://hmo.internal/person/kim"
      let assigned = try await suite.hmo("pend", "assign", number, "--to", kim)
      #expect(assigned.code == 0, "\(assigned.errors)")
      #expect(assigned.output.contains("\(number): \(kim)"))
      #expect(try await pended(of: kim, suite) == [number])
      let taken = try await suite.hmo("pend", "assign", number, "--nobody")
      #expect(taken.output.contains("\(number): nobody's"))
      #expect(try await pended(of: kim, suite) == [])
      #expect(try await suite.hmo("pend", "list").output.contains("POSSIBLE_DUPLICATE"))

      let decided = try await suite.hmo(
        "pend", "decide", number, "--proceed", "--note", "two visits in one day")
      #expect(decided.code == 0, "\(decided.errors)")
      try await eventually("\(number) is decided") {
        try await ["PAYABLE", "DENIED"].contains(state(of: number, suite))
      }
      let again = try await suite.hmo("pend", "decide", number, "--proceed")
      #expect(again.code == 1)
    }

    private func expectCodesJudge(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      let file = suite.directory + "/codes.csv"
      try Data("code,first,last\nA0000,2015-01-01,\nA0001,,2015-12-31\n".utf8)
        .write(to: URL(filePath: file))
      for set in ["cpt", "hcpcs_level_2"] {
        let load = try await suite.hmo("codes", "load", set, file)
        #expect(load.code == 0, "\(load.errors)")
        #expect(load.output.contains("\(set): 2 codes"))
      }
      let list = try await suite.hmo("codes", "list")
      #expect(list.output.contains("cpt") && list.output.contains("hcpcs_level_2"))

      let claim = ClaimV1.Claim(try world.claim(telling: .referredVisit))
      let number = try await submit(claim, ending: "DENIED", suite)
      let explained = try await suite.hmo("claim", "explain", number)
      #expect(explained.output.contains("CO-181"))
    }

    // MARK: Parts

    private func submit(
      _ claim: ClaimV1.Claim, ending state: String, _ suite: CommandSuite
    ) async throws -> String {
      let number = try await suite.submit(claim)
      try await expectEnding(state, of: number, suite)
      return number
    }

    private func expectEnding(
      _ expected: String, of number: String, _ suite: CommandSuite
    ) async throws {
      try await eventually("\(number) is \(expected)") {
        try await state(of: number, suite) == expected
      }
    }

    private func state(of number: String, _ suite: CommandSuite) async throws -> String {
      let shown = try await suite.hmo("claim", "show", number, "--json").json()
      let summary = shown["summary"] as? [String: Any]
      return (summary?["state"] as? String ?? "").replacing("CLAIM_STATE_", with: "")
    }

    private func pended(of owner: String, _ suite: CommandSuite) async throws -> [String] {
      let run = try await suite.hmo("pend", "list", "--owner", owner, "--json")
      let claims = try run.json()["claims"] as? [[String: Any]] ?? []
      return claims.compactMap { $0["claimId"] as? String }
    }
  }
}
