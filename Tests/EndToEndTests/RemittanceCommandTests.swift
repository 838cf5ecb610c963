import Foundation
import TestKit
import Testing

extension EndToEnd {
  @Suite("The command line over files and remittances", .serialized)
  struct RemittanceCommandTests {
    @Test("hmo submits a file, keeps what answered it, closes a run and writes its 835 files")
    func wholeWay() async throws {
      try await CommandSuite.run { suite in
        let folder = suite.directory + "/files"
        try await prepare(suite, folder)
        let file = folder + "/sample/claims.837"
        let submit = try await suite.hmo(
          "claim", "submit", file, "--wait", "--acknowledgements", folder + "/answers")
        #expect(submit.code == 0, "\(submit.errors)")
        let answers = try documents(folder + "/answers")
        #expect(answers.keys.contains { $0.hasSuffix(".999") })
        #expect(answers.keys.contains { $0.hasSuffix(".277ca") })

        try await expectInterchange(answers, suite, folder)
        try await expectReceivedBefore(file, suite, folder)
        try await expectClosed(suite, folder)
        try await expectErrors(suite, folder)
      }
    }

    // MARK: Parts

    private static let parties = """
      {"method": "hmo.payment.v1.PaymentAdministrationService/LoadRemittanceParties",
       "request": {"requestId": "parties", "payer": {
         "name": "EXAMPLE HMO", "payerId": "EXHMO", "tin": "520000001",
         "address": {"line": "1 PLAN ROAD", "city": "SPRINGFIELD", "state": "IL",
           "postalCode": "62701"},
         "contactName": "REMITTANCE DESK", "contactPhone": "2175550100"}}}
      """

    private func prepare(_ suite: CommandSuite, _ folder: String) async throws {
      let up = try await suite.hmo("up", "--detach", "--port", "\(suite.port)")
      #expect(up.code == 0, "\(up.errors)")
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      #expect(
        try await suite.hmo("sample", "--seed", "5", "--output", folder + "/sample").code == 0)
      let early = try await suite.hmo("remit", "close")
      #expect(early.code == 1)
      #expect(early.errors.contains("PAYER_MISSING"))
      try Data(Self.parties.utf8).write(to: URL(filePath: folder + "/parties.json"))
      let load = try await suite.hmo("load", folder + "/sample/load", folder + "/parties.json")
      #expect(load.code == 0, "\(load.errors)")
    }

    private func documents(_ path: String) throws -> [String: Data] {
      try FileManager.default.contentsOfDirectory(atPath: path).reduce(into: [:]) {
        $0[$1] = FileManager.default.contents(atPath: "\(path)/\($1)")
      }
    }

    private func expectInterchange(
      _ answers: [String: Data], _ suite: CommandSuite, _ folder: String
    ) async throws {
      let list = try await suite.hmo("interchange", "list", "--json")
      let interchanges = try list.json()["interchanges"] as? [[String: Any]] ?? []
      #expect(interchanges.count == 1)
      let number = try #require(interchanges.first?["interchangeId"] as? String)
      #expect(try await suite.hmo("interchange", "list").output.contains(number))
      let again = try await suite.hmo(
        "interchange", "documents", number, "--out", folder + "/again")
      #expect(again.code == 0, "\(again.errors)")
      #expect(try documents(folder + "/again") == answers)
    }

    private func expectReceivedBefore(
      _ file: String, _ suite: CommandSuite, _ folder: String
    ) async throws {
      let again = try await suite.hmo(
        "claim", "submit", file, "--acknowledgements", folder + "/repeated")
      #expect(again.output.contains("been received before"))
      #expect(try documents(folder + "/repeated").keys.contains { $0.hasSuffix(".ta1") })
    }

    private func expectClosed(_ suite: CommandSuite, _ folder: String) async throws {
      let close = try await suite.hmo(
        "remit", "close", "--request-id", "first", "--out", folder + "/835")
      #expect(close.code == 0, "\(close.errors)")
      #expect(close.output.contains("R000000001"))
      let files = try documents(folder + "/835")
      #expect(!files.isEmpty && files.keys.allSatisfy { $0.hasSuffix(".835") })
      #expect(files.values.allSatisfy { $0.starts(with: Data("ISA*".utf8)) })

      let repeated = try await suite.hmo("remit", "close", "--request-id", "first", "--json")
      let run = try repeated.json()["run"] as? [String: Any]
      #expect(run?["runId"] as? String == "R000000001")
      let export = try await suite.hmo(
        "remit", "export", "R000000001", "--out", folder + "/835-again")
      #expect(export.code == 0, "\(export.errors)")
      #expect(try documents(folder + "/835-again") == files)

      let list = try await suite.hmo("remit", "list", "R000000001", "--json")
      let remittances = try list.json()["remittances"] as? [[String: Any]] ?? []
      #expect(remittances.count == files.count)
      let empty = try await suite.hmo("remit", "close", "--json")
      #expect(try empty.json()["remittances"] as? [String] == [])
      #expect(try await suite.hmo("remit", "list").output.contains("R000000002"))
    }

    private func expectErrors(_ suite: CommandSuite, _ folder: String) async throws {
      for arguments in [
        ["remit", "export", "P999999999", "--out", folder + "/none"],
        ["remit", "export", "R999999999", "--out", folder + "/none"],
        ["interchange", "documents", "nonsense", "--out", folder + "/none"],
        ["codes", "load", "no_such_set", folder + "/parties.json"],
        ["claim", "void", "HC000009999999"], ["pend", "assign", "HC000009999999", "--nobody"],
        ["claim", "attach", "HC000009999999", folder + "/nowhere"],
      ] {
        let run = try await suite.hmo(arguments)
        #expect(run.code == 1, "\(arguments) \(run.output)")
        #expect(!run.errors.isEmpty, "\(arguments)")
      }
    }
  }
}
