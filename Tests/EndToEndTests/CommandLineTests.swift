import Domain
import Foundation
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("The command line", .serialized)
  struct CommandLineTests {
    @Test("hmo takes a sample from nothing to explained claims and stops what it started")
    func wholeWay() async throws {
      try await CommandSuite.run { suite in
        let sample = suite.directory + "/sample"
        let world = SampleWorld(seed: 9, claims: 20)
        let up = try await suite.hmo("up", "--detach", "--port", "\(suite.port)")
        #expect(up.code == 0, "\(up.errors)")
        #expect(suite.processes.count == 5)
        #expect(try await suite.hmo("status").code == 0)

        #expect(
          try await suite.hmo("sample", "--seed", "9", "--claims", "20", "--output", sample).code
            == 0)
        let load = try await suite.hmo("load", sample + "/load")
        #expect(load.code == 0, "\(load.errors)")
        let submit = try await suite.hmo("claim", "submit", sample + "/claims.837", "--wait")
        #expect(submit.code == 0, "\(submit.errors)")
        #expect(submit.output.contains("\(world.claims.count) claims accepted"))

        try await expectListed(world, suite)
        try await expectExplained(world, suite)
        try await expectPended(world, suite)
        try await expectCallable(suite)

        let again = try await suite.hmo("claim", "submit", sample + "/claims.837", "--json")
        #expect(again.code == 0)
        for line in again.output.split(separator: "\n") {
          #expect(throws: Never.self) {
            try JSONSerialization.jsonObject(with: Data(line.utf8))
          }
        }
        #expect(try await listed(suite).count == world.claims.count)

        let down = try await suite.hmo("down")
        #expect(down.code == 0)
        #expect(down.output.contains("5"))
        let late = try await suite.hmo("claim", "list")
        #expect(late.code == 69)
        #expect(late.errors.contains("hmo status"))
      }
    }

    @Test("What hmo cannot do it says on standard error with a code that tells why")
    func failures() async throws {
      try await CommandSuite.run { suite in
        #expect(try await suite.hmo("up", "--detach", "--port", "\(suite.port)").code == 0)
        let empty = suite.directory + "/empty.837"
        try Data().write(to: URL(fileURLWithPath: empty))
        let cases: [(arguments: [String], code: Int32)] = [
          (["claim", "submit", suite.directory + "/nowhere.837"], 1),
          (["claim", "submit", empty], 1),
          (["claim", "show", "HC000000000001"], 1),
          (["claim", "explain", "nonsense"], 1),
          (["pend", "decide", "HC000000000001", "--again"], 1),
          (["call", "hmo.claim.v1.ClaimService/Nothing"], 1),
          (["call", "hmo.claim.v1.ClaimService/GetClaim", "{\"claimId\": 7}"], 1),
          (["call", "hmo.eligibility.v1.EligibilityService/CheckCoverage"], 1),
          (["load", suite.directory + "/nowhere.json"], 1),
          (["claim", "list", "--state", "lost"], 64),
          (["nonsense"], 64),
        ]
        for failing in cases {
          let run = try await suite.hmo(failing.arguments)
          #expect(run.code == failing.code, "\(failing.arguments): \(run.errors)")
          #expect(!run.errors.isEmpty, "\(failing.arguments)")
          // What became of a file is its output, also when nothing did.
          let isFile = failing.arguments.contains(empty)
          #expect(run.output.isEmpty == !isFile, "\(failing.arguments)")
        }
        #expect(try await listed(suite).isEmpty)
      }
    }

    @Test("hmo up repeated starts nothing twice, and starts again what was killed")
    func upTwice() async throws {
      try await CommandSuite.run { suite in
        let arguments = ["up", "--detach", "--port", "\(suite.port)"]
        #expect(try await suite.hmo(arguments).code == 0)
        let first = Set(suite.processes)
        #expect(first.count == 5)
        #expect(try await suite.hmo(arguments).code == 0)
        #expect(Set(suite.processes) == first)

        let killed = try #require(first.max())
        kill(killed, SIGKILL)
        #expect(try await suite.hmo("status").code == 69)
        #expect(try await suite.hmo(arguments).code == 0)
        #expect(Set(suite.processes).intersection(first) == first.subtracting([killed]))
        #expect(suite.processes.count == 5)
        #expect(try await suite.hmo("status").code == 0)
      }
    }

    #if os(Linux)
      @Test("The servers that hmo up leaves behind hold no file of whoever started it")
      func inheritedFiles() async throws {
        try await CommandSuite.run { suite in
          let path = suite.directory + "-held"
          let held = open(path, O_RDWR | O_CREAT, 0o600)
          defer {
            close(held)
            unlink(path)
          }
          try #require(held >= 0)
          let up = try await ProgramRun(
            SuiteBinaries.path(of: "hmo"), ["up", "--detach", "--port", "\(suite.port)"],
            environment: ["HMO_DIRECTORY": suite.directory], inheritsFiles: true)
          #expect(up.code == 0, "\(up.errors)")
          #expect(suite.processes.count == 5)
          for process in suite.processes {
            let folder = "/proc/\(process)/fd"
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).map {
              try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            }
            #expect(!files.isEmpty)
            #expect(!files.contains(path))
          }
        }
      }
    #endif

    // MARK: Parts

    private func listed(_ suite: CommandSuite) async throws -> [[String: Any]] {
      let run = try await suite.hmo("claim", "list", "--json")
      #expect(run.code == 0, "\(run.errors)")
      return try run.json()["claims"] as? [[String: Any]] ?? []
    }

    private func expectListed(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      let claims = try await listed(suite)
      #expect(claims.count == world.answers.count)
      for (claim, answer) in zip(claims, world.answers) {
        #expect(claim["patientControlNumber"] as? String == answer.claimID)
        #expect(claim["state"] as? String == "CLAIM_STATE_\(answer.state.rawValue.uppercased())")
        guard answer.state != .pended else { continue }
        #expect(claim["paid"] as? String == answer.paid.description)
      }
    }

    private func expectExplained(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      for (index, answer) in world.answers.enumerated().prefix(6) {
        let claimID = "HC" + String(String(1_000_000_000_000 + index + 1).dropFirst())
        let explained = try await suite.hmo("claim", "explain", claimID, "--json")
        #expect(explained.code == 0, "\(explained.errors)")
        let trace = try explained.json()["trace"] as? [[String: Any]] ?? []
        #expect(!trace.isEmpty)
        let text = try await suite.hmo("claim", "explain", claimID)
        #expect(text.output.contains(answer.claimID))
        #expect(text.output.contains("Rules applied, in order:"))
        #expect(text.output.contains(answer.paid.description))
      }
    }

    private func expectPended(_ world: SampleWorld, _ suite: CommandSuite) async throws {
      let expected = world.answers.filter { $0.state == .pended }.map(\.claimID)
      let run = try await suite.hmo("pend", "list", "--json")
      #expect(run.code == 0)
      let pended = try run.json()["claims"] as? [[String: Any]] ?? []
      #expect(pended.compactMap { $0["patientControlNumber"] as? String } == expected)
      let missingRate = try world.answer(telling: .missingRate).claimID
      let claim = pended.first { $0["patientControlNumber"] as? String == missingRate }
      let claimID = try #require(claim?["claimId"] as? String)
      let wrong = try await suite.hmo("pend", "decide", claimID, "--deny", "NOT_BENEFIT")
      #expect(wrong.code == 1)
      #expect(wrong.errors.contains("RATE_MISSING"))
      let right = try await suite.hmo("pend", "decide", claimID, "--deny", "RATE_MISSING")
      #expect(right.code == 0, "\(right.errors)")
      try await eventually("\(claimID) is denied") {
        let shown = try await suite.hmo("claim", "show", claimID, "--json").json()
        let summary = shown["summary"] as? [String: Any]
        return summary?["state"] as? String == "CLAIM_STATE_DENIED"
      }
    }

    private func expectCallable(_ suite: CommandSuite) async throws {
      let request = "{\"claimId\": \"HC000000000001\"}"
      let method = "hmo.claim.v1.ClaimService/GetClaim"
      let called = try await suite.hmo("call", method, request)
      #expect(called.code == 0, "\(called.errors)")
      let piped = try await suite.hmo("call", method, "-", input: request)
      #expect(piped.output == called.output)
      #expect(try called.json()["claim"] != nil)
      for service in SuiteService.allCases {
        let health = try await suite.hmo(
          "call", "grpc.health.v1.Health/Check", "--service", service.rawValue)
        #expect(try health.json()["status"] as? String == "SERVING", "\(service)")
      }
      let denied = try await suite.hmo(
        "call", "hmo.network.v1.NetworkAdministrationService/LoadNetwork", "--identity",
        "client-integrator")
      #expect(denied.code == 1)
    }
  }
}
