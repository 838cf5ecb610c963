import Foundation
import TestKit
import Testing

extension EndToEnd {
  @Suite("The command line reports what sequestration kept", .serialized)
  struct ReportCommandTests {
    @Test("REPORT-1: hmo joins payment and network; its sum is the balance of payment's ledger")
    func wholeWay() async throws {
      try await CommandSuite.run { suite in
        let folder = suite.directory + "/files"
        try await decide(suite, folder)
        let balance = try await ledger(suite)
        #expect(balance != "0.00")
        for grouping in ["provider", "month", "size", "ownership", "rural"] {
          let report = try await suite.hmo("report", "sequestration", "--by", grouping, "--json")
          #expect(report.code == 0, "\(report.errors)")
          let total = try report.json()["total"] as? [String: Any]
          #expect(total?["sequestered"] as? String == balance, "\(grouping)")
        }
        try await expectKinds(suite, folder)
        try await expectRefusals(suite, folder)
      }
    }

    // MARK: Parts

    private func decide(_ suite: CommandSuite, _ folder: String) async throws {
      let up = try await suite.hmo("up", "--detach", "--port", "\(suite.port)")
      #expect(up.code == 0, "\(up.errors)")
      let sample = try await suite.hmo(
        "sample", "--seed", "5", "--claims", "40", "--output", folder + "/sample")
      #expect(sample.code == 0, "\(sample.errors)")
      let areas = folder + "/areas.csv"
      try Data("state,zip5,rural_ind\nIL,62701,R\n".utf8).write(to: URL(filePath: areas))
      let load = try await suite.hmo("load", folder + "/sample/load", areas)
      #expect(load.code == 0, "\(load.errors)")
      #expect(load.output.contains("network: 1 postal areas"))
      let submit = try await suite.hmo(
        "claim", "submit", folder + "/sample/claims.837", "--wait")
      #expect(submit.code == 0, "\(submit.errors)")
    }

    /// What stands on the account of sequestration.
    private func ledger(_ suite: CommandSuite) async throws -> String {
      let call = try await suite.hmo(
        "call", "hmo.payment.v1.PaymentAdministrationService/VerifyStore",
        "{\"showsLedger\": true}")
      #expect(call.code == 0, "\(call.errors)")
      let match = call.output.firstMatch(
        of: #/"account":\s*"sequestration",\s*"amount":\s*"([^"]+)"/#)
      return String(try #require(match, "\(call.output)").output.1)
    }

    private func expectKinds(_ suite: CommandSuite, _ folder: String) async throws {
      let table = try await suite.hmo("report", "sequestration", "--what-if", "0")
      #expect(table.code == 0 && table.output.contains("KEPT AT 0 %"), "\(table.errors)")
      let csv = try await suite.hmo("report", "sequestration", "--by", "rural", "--csv")
      #expect(csv.output.hasPrefix("rural,practices,claims,"))
      #expect(csv.output.contains("Rural,1,"))
      let page = folder + "/page.html"
      let html = try await suite.hmo("report", "sequestration", "--html", page)
      #expect(html.code == 0, "\(html.errors)")
      let mode = try FileManager.default.attributesOfItem(atPath: page)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let text = String(
        decoding: FileManager.default.contents(atPath: page) ?? Data(), as: UTF8.self)
      #expect(text.contains("What sequestration kept") && text.contains("<svg"))
      let none = try await suite.hmo(
        "report", "sequestration", "--from", "2020-06-01", "--to", "2020-06-30", "--json")
      #expect((try none.json()["groups"] as? [Any])?.isEmpty == true)
    }

    private func expectRefusals(_ suite: CommandSuite, _ folder: String) async throws {
      let small = try await suite.hmo("report", "sequestration", "--de-identified")
      #expect(small.code == 1 && small.errors.contains("without telling who"))
      let nowhere = try await suite.hmo(
        "report", "sequestration", "--html", folder + "/no/such/folder/page.html")
      #expect(nowhere.code == 1 && nowhere.errors.contains("cannot be written"))
      let rates = folder + "/rates.json"
      let method = "hmo.payment.v1.PaymentAdministrationService/LoadSequestrationRates"
      let rate = #"{"from": "2021-01-01", "rateBasisPoints": 100, "authority": "a test"}"#
      try Data(
        #"{"method": "\#(method)", "request": {"requestId": "r", "rates": [\#(rate)]}}"#.utf8
      ).write(to: URL(filePath: rates))
      let load = try await suite.hmo("load", rates)
      #expect(load.code == 1 && load.errors.contains("RATE_STANDS"), "\(load.errors)")
    }
  }
}
