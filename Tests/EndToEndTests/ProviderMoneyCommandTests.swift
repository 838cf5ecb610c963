import Foundation
import TestKit
import Testing

extension EndToEnd {
  @Suite("The command line over money beside claims", .serialized)
  struct ProviderMoneyCommandTests {
    @Test("CAP-4 and RECOUP-1: hmo pays members by the month and recovers a payment by letter")
    func wholeWay() async throws {
      try await CommandSuite.run { suite in
        let folder = suite.directory + "/files"
        try await prepare(suite, folder)
        try await payMonth(suite, folder)
        let claim = try await paidClaim(suite)
        try await openLetter(claim, suite)
        try await expectRun(suite)
        try await withdraw(claim, suite)
        let verify = try await suite.hmo("verify")
        #expect(verify.code == 0, "\(verify.output)\(verify.errors)")
      }
    }

    private static let terms = """
      {"method": "hmo.payment.v1.CapitationService/LoadCapitationTerms",
       "request": {"requestId": "terms", "terms": [{
         "contractId": "C-GROUP", "from": "2026-01-01",
         "rates": [{"ageTo": 17, "amount": "60.00"}, {"ageFrom": 18, "amount": "40.00"}]}]}}
      """

    private static let month = [
      "--contract", "C-GROUP", "--npi", "1000001010", "--tin", "510000505", "--month", "2026-03",
    ]

    private func prepare(_ suite: CommandSuite, _ folder: String) async throws {
      let up = try await suite.hmo("up", "--detach", "--port", "\(suite.port)")
      #expect(up.code == 0, "\(up.errors)")
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      #expect(
        try await suite.hmo("sample", "--seed", "5", "--output", folder + "/sample").code == 0)
      try Data(Self.terms.utf8).write(to: URL(filePath: folder + "/terms.json"))
      let load = try await suite.hmo("load", folder + "/sample/load", folder + "/terms.json")
      #expect(load.code == 0, "\(load.errors)")
      let submit = try await suite.hmo("claim", "submit", folder + "/sample/claims.837", "--wait")
      #expect(submit.code == 0 || submit.code == 2, "\(submit.errors)")
      #expect(try await suite.hmo("remit", "close").code == 0)
    }

    /// Eligibility's roster is paid; the same again changes nothing; one member less is taken back.
    private func payMonth(_ suite: CommandSuite, _ folder: String) async throws {
      let path = folder + "/roster.csv"
      let roster = try await suite.hmo(
        "capitation", "roster", "1000001010", "--month", "2026-03", "--out", path)
      #expect(roster.code == 0, "\(roster.errors)")
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(
        whereSeparator: \.isNewline)
      #expect(lines.first == "member_id,birth_date,sex,category,from,to" && lines.count > 3)
      let settle = ["capitation", "settle"] + Self.month + ["--roster", path]
      let first = try await suite.hmo(settle)
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.output.contains("M000000001  2026-03  C-GROUP"))
      #expect(try await suite.hmo(settle).output.contains("changes nothing"))
      try Data("\(lines[0])\n".utf8).write(to: URL(filePath: path))
      let nobody = try await suite.hmo(settle)
      #expect(nobody.code == 1 && nobody.errors.contains("--empty"))
      try Data(lines.dropLast().joined(separator: "\n").utf8).write(to: URL(filePath: path))
      let less = try await suite.hmo(settle + ["--json"])
      let statement = try less.json()["statement"] as? [String: Any]
      #expect(statement?["code"] as? String == "RA")
      #expect(statement?["difference"] as? String == "-40.00")
      let members = try await suite.hmo(["capitation", "members"] + Self.month)
      #expect(members.output.contains("\(lines.count - 2) members"))
    }

    private func paidClaim(_ suite: CommandSuite) async throws -> String {
      let list = try await suite.hmo("claim", "list", "--state", "paid", "--json")
      let claims = try list.json()["claims"] as? [[String: Any]] ?? []
      let paid = claims.first { ($0["paid"] as? String).map { $0 != "0.00" } ?? false }
      return try #require(paid?["claimId"] as? String)
    }

    /// A letter is opened, not before the claim was paid, and then no void gets through.
    private func openLetter(_ claim: String, _ suite: CommandSuite) async throws {
      let open = ["recoupment", "open", "--claim", claim, "--amount"]
      let backdated = try await suite.hmo(open + ["0.05", "--at", "2026-01-01"])
      #expect(backdated.code == 1 && backdated.errors.contains("OPENED_BEFORE_PAYMENT"))
      let beyond = try await suite.hmo(open + ["99999999.00"])
      #expect(beyond.code == 1 && beyond.errors.contains("AMOUNT_BEYOND_PAYMENT"))
      let opened = try await suite.hmo(open + ["0.05"])
      #expect(opened.code == 0, "\(opened.errors)")
      #expect(opened.output.contains("L000000001"))
      let check = [
        "recoupment", "refund", "L000000001", "--amount", "0.02", "--reference", "40117",
      ]
      let refund = try await suite.hmo(check)
      #expect(refund.code == 0, "\(refund.errors)")
      let twice = try await suite.hmo(check)
      #expect(twice.code == 1 && twice.errors.contains("REFERENCE_REPEATED"))
      let again = try await suite.hmo(open + ["0.01"])
      #expect(again.code == 1 && again.errors.contains("RECOUPMENT_STANDS"))
      let void = try await suite.hmo("claim", "void", claim, "--request-id", "void-1")
      #expect(void.code == 0, "\(void.errors)")
      let explained = try await suite.hmo("claim", "explain", claim)
      #expect(explained.output.contains("L000000001"), "\(explained.errors)")
    }

    /// The run acknowledges the check and takes nothing of the rest, whose day has not come.
    private func expectRun(_ suite: CommandSuite) async throws {
      let close = try await suite.hmo("remit", "close", "--json")
      #expect(close.code == 0, "\(close.errors)")
      let remittances = try close.json()["remittances"] as? [[String: Any]] ?? []
      let adjustments = remittances.flatMap { $0["adjustments"] as? [[String: Any]] ?? [] }
      let codes = adjustments.compactMap { $0["code"] as? String }.filter { $0 != "FB" }
      #expect(codes.sorted() == ["72", "CT", "RA", "WO"])
      let list = try await suite.hmo("recoupment", "list")
      #expect(list.output.contains("open") && list.output.contains("0.03"))
    }

    /// Once the letter is withdrawn the void goes on by itself, and nothing is open.
    private func withdraw(_ claim: String, _ suite: CommandSuite) async throws {
      let withdrawn = try await suite.hmo("recoupment", "withdraw", "L000000001", "--json")
      #expect(withdrawn.code == 0, "\(withdrawn.errors)")
      #expect(try withdrawn.json()["state"] as? String == "RECOUPMENT_STATE_WITHDRAWN")
      let void = try await suite.hmo("claim", "void", claim, "--request-id", "void-1", "--wait")
      #expect(void.code == 0 && void.output.contains("voided"), "\(void.output)\(void.errors)")
      #expect(try await suite.hmo("remit", "close").code == 0)
    }
  }
}
