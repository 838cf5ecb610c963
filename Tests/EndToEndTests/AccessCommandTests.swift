import Foundation
import TestKit
import Testing

extension EndToEnd {
  @Suite("People and audit trails as commands", .serialized)
  struct AccessCommandTests {
    @Test("People are loaded and listed, what was done stands in the trail, and tampering is found")
    func commands() async throws {
      try await CommandSuite.run { suite in
        #expect(try await suite.hmo("up", "--detach", "--port", "\(suite.port)").code == 0)
        let file = suite.directory + "/people.json"
        try write(
          """
          {"people": [{"person_id": "kim", "roles": [{"role": "ROLE_EXAMINER", \
          "days": {"from": "2026-01-01"}}]}]}
          """, to: file)
        let loaded = try await suite.hmo("people", "load", file)
        #expect(loaded.code == 0 && loaded.output == "1 people\n", "\(loaded.errors)")
        let listed = try await suite.hmo("people", "list")
        #expect(listed.output.contains("kim") && listed.output.contains("examiner"))
        let people = try await suite.hmo("people", "list", "--json").json()["people"]
        #expect((people as? [Any])?.count == 1)
        #expect(listed.output.contains("loaded by spiffe://hmo.internal/client/hmo at "))
        let before = try await suite.hmo("people", "list", "--at", "2026-01-01")
        #expect(before.code == 0 && !before.output.contains("kim"), "\(before.errors)")
        #expect(try await suite.hmo("people", "list", "--at", "noon").code == 64)

        try write("{\"people\": [{\"person_id\": \"a b\"}]}", to: file)
        let wrong = try await suite.hmo("people", "load", file)
        #expect(wrong.code == 1 && wrong.errors.contains("people[0].person_id"))

        let trail = try await suite.hmo("audit", "list", "--service", "authorization")
        #expect(trail.output.contains("AuthorizationAdministrationService/LoadPeople"))
        let json = try await suite.hmo("audit", "list", "--service", "authorization", "--json")
        let records = try #require(try json.json()["records"] as? [[String: Any]])
        #expect(records.count == 2)
        #expect(records.last?["status"] as? Int == 3)

        let whole = try await suite.hmo("audit", "verify")
        #expect(whole.code == 0, "\(whole.errors)")
        #expect(whole.output.components(separatedBy: "whole").count == 6)
        let one = try await suite.hmo("audit", "list", "--service", "authorization", "--limit", "1")
        #expect(one.code == 0 && one.errors.contains("--after 1"))

        kill(try #require(suite.process(of: "network")), SIGKILL)
        let partly = try await suite.hmo("audit", "verify")
        #expect(partly.code == 69)
        #expect(partly.output.components(separatedBy: "whole").count == 5)
        #expect(partly.output.contains("not checked"))

        #expect(try await suite.hmo("down").code == 0)
        try StoreFile.run(
          "DELETE FROM audit_record WHERE position = 2",
          on: suite.directory + "/stores/authorization.sqlite")
        #expect(try await suite.hmo("up", "--detach", "--port", "\(suite.port)").code == 0)
        let broken = try await suite.hmo("audit", "verify")
        #expect(broken.code == 1)
        #expect(broken.output.contains("audit record 2"))
      }
    }

    private func write(_ text: String, to path: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
  }
}
