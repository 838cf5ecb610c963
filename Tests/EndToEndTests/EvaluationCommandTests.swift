import Foundation
import Messages
import Protobuf
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("The command line asks why, what if, and again", .serialized)
  struct EvaluationCommandTests {
    @Test(
      "SEQ-2: a claim is explained, evaluated otherwise and replayed; another row of a table disagrees"
    )
    func wholeWay() async throws {
      try await CommandSuite.run { suite in
        let world = try await suite.prepare()
        let number = try await suite.submit(ClaimV1.Claim(try world.claim(telling: .sequestration)))
        let held = try await suite.submit(ClaimV1.Claim(try world.claim(telling: .unitsCutBack)))
        try await expectExplained(number, suite)
        try await expectOtherwise(number, suite)
        try await expectAuthorized(held, suite)
        try await expectRefused(number, suite)
        try await expectSame([number, held], suite)
        try await expectOtherRow(number, suite)
        try await expectSame([number, held], suite)
      }
    }

    // MARK: Steps

    private func expectExplained(_ number: String, _ suite: CommandSuite) async throws {
      let text = try await suite.hmo("claim", "explain", number)
      #expect(text.code == 0, "\(text.errors)")
      for part in ["Charge", "Contract price", "Allowed", "Sequestration", "SEQ-3 v1", "Paid"] {
        #expect(text.output.contains(part), "\(part) in \(text.output)")
      }
      #expect(!text.output.contains("\u{1B}"))
      let answer = try await suite.hmo("claim", "explain", number, "--json").json()
      let lines = answer["lines"] as? [[String: Any]] ?? []
      let steps = lines.first?["steps"] as? [[String: Any]] ?? []
      let amounts = steps.map { ($0["before"] as? String, $0["after"] as? String) }
      #expect(amounts.count > 3)
      #expect(zip(amounts, amounts.dropFirst()).allSatisfy { $0.1 == $1.0 })
      let decided = (answer["decision"] as? [String: Any])?["lines"] as? [[String: Any]]
      #expect(amounts.last?.1 == decided?.first?["paid"] as? String)
    }

    private func expectOtherwise(_ number: String, _ suite: CommandSuite) async throws {
      let text = try await suite.hmo("claim", "what-if", number, "--change", "sequestration=0")
      #expect(text.code == 0, "\(text.errors)")
      #expect(text.output.contains("DECIDED") && text.output.contains("CHANGED"))
      #expect(text.output.contains("None: the rate is") || text.output.contains("+"))
      let answer = try await suite.hmo(
        "claim", "what-if", number, "--change", "sequestration=0", "--json"
      ).json()
      #expect(try paid(answer, "changedDecision") > paid(answer, "decision"))
      let again = try await suite.hmo("claim", "what-if", number, "--change", "facts=now", "--json")
      #expect(again.code == 0, "\(again.errors)")
      #expect(
        try paid(try again.json(), "changedDecision") == paid(try again.json(), "decision"),
        "\(again.output)")
    }

    /// A cut-back line is paid whole with an authorization for all of its units.
    private func expectAuthorized(_ number: String, _ suite: CommandSuite) async throws {
      for (change, isMore) in [("authorization=none", false), ("units:1=1", false)] {
        let run = try await suite.hmo("claim", "what-if", number, "--change", change, "--json")
        #expect(run.code == 0, "\(run.errors)")
        let answer = try run.json()
        #expect(
          try (paid(answer, "changedDecision") > paid(answer, "decision")) == isMore, "\(change)")
      }
    }

    private func expectRefused(_ number: String, _ suite: CommandSuite) async throws {
      let needless = try await suite.hmo(
        "claim", "what-if", number, "--change", "referral:1=on-file")
      #expect(needless.code == 1)
      #expect(needless.errors.contains("AUTHORIZATION_NOT_NEEDED"))
      let line = try await suite.hmo("claim", "what-if", number, "--change", "charge:99=1.00")
      #expect(line.code == 1 && line.errors.contains("no such line"))
      #expect(try await suite.hmo("claim", "replay", "HC999999999999").code == 1)
    }

    private func expectSame(_ numbers: [String], _ suite: CommandSuite) async throws {
      for number in numbers {
        let run = try await suite.hmo("claim", "replay", number)
        #expect(run.output.contains("\(number): agrees to the byte"), "\(run.output)")
        #expect(run.code == 0)
      }
      let batch = try await suite.hmo("claim", "replay", "--since", "2020-01-01")
      #expect(batch.code == 0, "\(batch.output)")
      #expect(batch.output.contains("claims: 2, agree: 2, disagree: 0, not replayed: 0"))
    }

    private func expectOtherRow(_ number: String, _ suite: CommandSuite) async throws {
      let store = suite.directory + "/stores/payment.sqlite"
      try StoreFile.run("UPDATE sequestration_rate SET rate_basis_points = 300", on: store)
      let run = try await suite.hmo("claim", "replay", number)
      #expect(run.code == 1)
      #expect(run.output.contains("line 1, SEQ-2"), "\(run.output)")
      let batch = try await suite.hmo("claim", "replay", "--since", "2020-01-01", "--json")
      #expect(batch.code == 1)
      #expect(batch.output.contains("\"disagreeing\":\"1\"") || batch.output.contains("SEQ-2"))
      let later = try await suite.hmo("claim", "replay", "--since", "2999-01-01")
      #expect(later.code == 0)
      try StoreFile.run(
        """
        UPDATE sequestration_rate SET rate_basis_points = CASE from_day
        WHEN 18383 THEN 0 WHEN 19083 THEN 100 ELSE 200 END
        """, on: store)
    }

    private func paid(_ answer: [String: Any], _ decision: String) throws -> Decimal {
      let text = (answer[decision] as? [String: Any])?["paid"] as? String
      return try #require(text.flatMap { Decimal(string: $0) })
    }
  }
}
