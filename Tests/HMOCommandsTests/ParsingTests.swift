import ArgumentParser
import Testing

@testable import HMOCommands

@Suite("The command line is read")
struct ParsingTests {
  @Test(
    "Every command takes what its help says",
    arguments: [
      ["up"], ["up", "--detach", "--port", "1", "--directory", "/tmp/x", "--log-level", "debug"],
      ["up", "--business-clock", "manual", "--call-timeout-milliseconds", "100"],
      ["status"], ["status", "--json"], ["down"], ["down", "--directory", "x"],
      ["load", "a.json"], ["load", "a", "b", "c"],
      ["report", "sequestration"], ["report", "sequestration", "--by", "rural", "--csv"],
      ["report", "sequestration", "--from", "2026-01-01", "--to", "2026-12-31", "--json"],
      ["report", "sequestration", "--what-if", "0", "--html", "f", "--de-identified"],
      ["claim", "submit", "f"], ["claim", "submit", "f", "--wait", "--json", "--timeout", "5"],
      ["claim", "list"], ["claim", "list", "--state", "paid", "--limit", "1", "--json"],
      ["claim", "show", "HC000000000001", "--json"], ["claim", "explain", "HC000000000001"],
      ["claim", "replay", "HC1"], ["claim", "replay", "--since", "2026-03-01", "--json"],
      ["claim", "what-if", "HC1", "--change", "fee:1=1.00", "--change", "facts=now", "--json"],
      ["pend", "list", "--json"], ["pend", "decide", "HC000000000001", "--again"],
      ["pend", "decide", "HC000000000001", "--deny", "RATE_MISSING", "--note", "seen"],
      ["pend", "list", "--owner", "person/kim", "--due"],
      ["pend", "decide", "HC1", "--proceed"], ["pend", "assign", "HC1", "--to", "person/kim"],
      ["pend", "assign", "HC1", "--nobody"],
      ["claim", "list", "--state", "payable"], ["claim", "list", "--state", "voided"],
      ["claim", "submit", "f", "--acknowledgements", "d"],
      ["claim", "void", "HC1"], ["claim", "void", "HC1", "--wait", "--request-id", "a", "--json"],
      ["claim", "attach", "HC1", "f"], ["claim", "attach", "HC1", "f", "--control-number", "7"],
      ["remit", "close"], ["remit", "close", "--out", "d", "--request-id", "a", "--json"],
      ["remit", "list"], ["remit", "list", "R000000001", "--json", "--limit", "5"],
      ["remit", "export", "R000000001", "P000000002", "--out", "d"],
      ["capitation", "list"], ["capitation", "list", "--month", "2026-03", "--contract", "K"],
      ["capitation", "roster", "1234567893", "--month", "2026-03", "--out", "f"],
      [
        "capitation", "settle", "--contract", "K", "--npi", "1", "--tin", "2", "--month", "2026-03",
        "--roster", "f", "--at", "2026-03-10", "--request-id", "a", "--json", "--empty",
      ],
      [
        "capitation", "members", "--contract", "K", "--npi", "1", "--tin", "2", "--month",
        "2026-03",
      ],
      ["recoupment", "list"], ["recoupment", "list", "--claim", "HC1", "--json"],
      ["recoupment", "open", "--claim", "HC1", "--amount", "85.00", "--due", "2026-05-01"],
      ["recoupment", "refund", "L000000001", "--amount", "1", "--reference", "7", "--json"],
      ["recoupment", "write-off", "L000000001"],
      ["recoupment", "withdraw", "L000000001", "--at", "2026-05-01", "--request-id", "a"],
      ["interchange", "list", "--json"], ["interchange", "documents", "1", "--out", "d"],
      ["codes", "load", "icd_10_cm", "f", "--json"],
      ["fees", "load", "--values", "v", "--from", "2026-01-01", "--to", "2026-12-31"],
      ["codes", "list", "--json"],
      ["scenario", "run", "a", "b", "--json", "--keep", "--jobs", "3"], ["scenario", "schema"],
      ["people", "load", "f", "--json"], ["people", "list"], ["people", "list", "--json"],
      ["audit", "list", "--service", "payment", "--limit", "5", "--after", "7", "--json"],
      ["audit", "verify"], ["verify"], ["verify", "--json", "--service", "payment"],
      ["call", "--list"], ["call", "p.S/M"], ["call", "p.S/M", "{}", "--timeout", "1"],
      ["call", "p.S/M", "-", "--service", "payment", "--identity", "client-integrator"],
      ["certs"], ["certs", "--days", "1"], ["certs", "make", "--days", "1"], ["certs", "list"],
      ["certs", "deny", "0A1B", "f.pem", "--deny-list", "d", "--note", "lost"],
      ["sample", "--output", "x"],
      ["sample", "--output", "x", "--seed", "18446744073709551615", "--claims", "1"],
    ])
  func accepts(arguments: [String]) {
    #expect(throws: Never.self) { try HMOCommand.parseAsRoot(arguments) }
  }

  @Test(
    "What no command takes is a wrong command line, with exit code 64",
    arguments: [
      ["nonsense"], ["capitation", "list", "--month", "2026-13"],
      ["verify", "--service", "nonsense"], ["up", "--nonsense"], ["up", "extra"],
      ["up", "--port", "0"], ["report", "sequestration", "--by", "nobody"],
      ["report", "sequestration", "--what-if", "-1"], ["report", "sequestration", "--from", "x"],
      ["report", "sequestration", "--what-if", "10001"],
      ["report", "sequestration", "--csv", "--json"],
      ["report", "sequestration", "--from", "2026-01-02", "--to", "2026-01-01"],
      ["report", "sequestration", "--de-identified", "--by", "provider"],
      ["up", "--port", "65536"], ["up", "--port", "x"], ["up", "--port", "99999999999999999999"],
      ["load"], ["claim", "submit"], ["claim", "submit", "f", "--timeout", "0"],
      ["claim", "submit", "f", "--timeout", "86401"], ["claim", "list", "--state", "lost"],
      ["claim", "list", "--limit", "0"], ["claim", "list", "--limit", "1000001"],
      ["claim", "show"], ["claim", "explain"],
      ["claim", "replay"], ["claim", "replay", "HC1", "--since", "2026-03-01"],
      ["claim", "replay", "--since", "March"], ["claim", "what-if", "HC1"],
      ["claim", "what-if", "HC1", "--change", "colour=red"], ["pend", "decide"],
      ["pend", "decide", "HC1"],
      ["pend", "decide", "HC1", "--again", "--deny", "X"], ["call"],
      ["pend", "decide", "HC1", "--again", "--proceed"], ["pend", "assign", "HC1"],
      ["pend", "assign", "HC1", "--to", "a", "--nobody"], ["claim", "void"],
      ["claim", "void", "HC1", "--request-id", ""], ["claim", "attach", "HC1"],
      ["remit", "close", "--request-id", ""], ["remit", "close", "--timeout", "0"],
      ["remit", "export", "--out", "d"], ["remit", "export", "R1"],
      ["remit", "list", "--limit", "0"], ["interchange", "documents", "1"],
      ["codes", "load", "icd_10_cm"], ["fees", "load", "--values", "v"], ["scenario", "run"],
      ["scenario", "run", "a", "--jobs", "0"], ["scenario", "run", "a", "--jobs", "17"],
      ["call", "p.S/M", "--timeout", "0"], ["certs", "--days", "0"],
      ["certs", "--days", "100000"], ["sample"], ["sample", "--output", "x", "--claims", "0"],
      ["sample", "--output", "x", "--claims", "1000001"],
      ["sample", "--output", "x", "--control", "0"], ["sample", "--output", "x", "--seed", "-1"],
    ])
  func refuses(arguments: [String]) throws {
    let error = #expect(throws: (any Error).self) {
      try HMOCommand.parseAsRoot(arguments)
    }
    let found = try #require(error)
    #expect(HMOCommand.exitCode(for: found) == .validationFailure)
    #expect(HMOCommand.exitCode(for: found).rawValue == 64)
    #expect(!HMOCommand.message(for: found).isEmpty)
  }

  @Test("Options of the suite stand behind every command that talks to it")
  func suiteOptions() throws {
    let command = try #require(
      try HMOCommand.parseAsRoot(["claim", "list", "--directory", "/srv/hmo"]) as? ClaimListCommand)
    #expect(command.suite.layout.directory == "/srv/hmo")
    #expect(command.limit == 10_000 && command.state == nil && !command.json)
  }

  @Test("Help names every command and every exit code")
  func help() {
    let help = HMOCommand.helpMessage()
    for word in [
      "up", "status", "down", "load", "claim", "pend", "remit", "interchange", "codes", "call",
      "certs", "sample", "scenario", "report",
    ] {
      #expect(help.contains("\n  \(word)"), "\(word)")
    }
    for code in [ExitCodes.failed, ExitCodes.partlyRefused, ExitCodes.unreachable, 64] {
      #expect(help.contains("\(code) "), "\(code)")
    }
  }
}
