import Domain
import Foundation
import Logging
import ServiceProcess
import Testing

@Suite("An event is one line of JSON, whatever it holds")
struct LogHandlerTests {
  private func line(_ log: (Logger) -> Void) throws -> (text: String, object: [String: Any]) {
    let lines = LoggedLines()
    var logger = Logger(label: "t") { _ in
      JSONLogHandler(service: "payment", level: .info) { lines.add($0) }
    }
    logger[metadataKey: "process"] = "7"
    log(logger)
    #expect(lines.all.count == 1)
    let text = try #require(lines.all.first)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return (text, object)
  }

  @Test("Time, level, service, message and facts are there")
  func writesTheFacts() throws {
    let (_, object) = try line { $0.warning("Hold released", metadata: ["hold.reason": "settled"]) }
    #expect(object["level"] as? String == "warning")
    #expect(object["service"] as? String == "payment")
    #expect(object["message"] as? String == "Hold released")
    #expect(object["hold.reason"] as? String == "settled")
    #expect(object["process"] as? String == "7")
    let time = try #require(object["time"] as? String)
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
  }

  @Test(
    "Text that would forge a line or steer a terminal is escaped and comes back as it was",
    arguments: [
      "a\nb", "a\r\n{\"level\":\"info\"}", "\u{1b}[31mred", "quote \" and \\ back", "\u{202e}txt",
      "\u{0}", "\u{85}\u{2028}\u{2029}", "\u{7f}", "Zoë 🏥", "\u{2066}x\u{2069}",
    ])
  func escapes(text: String) throws {
    let (line, object) = try line { $0.info("m", metadata: ["fact": .string(text), "k\n": "v"]) }
    #expect(object["fact"] as? String == text)
    #expect(line.hasSuffix("}\n"))
    let body = line.dropLast().unicodeScalars
    #expect(body.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
    #expect(body.allSatisfy { !(0x202a...0x202e).contains($0.value) })
    #expect(body.allSatisfy { !(0x2066...0x2069).contains($0.value) })
    #expect(body.allSatisfy { !(0x80...0x9f).contains($0.value) && $0.value != 0x2028 })
  }

  @Test("A fact cannot take the place of the line's own")
  func keepsItsOwn() throws {
    let (_, object) = try line { $0.info("m", metadata: ["level": "critical", "time": "0"]) }
    #expect(object["level"] as? String == "info")
    #expect(object["level_"] as? String == "critical")
  }

  @Test("Long texts, wide lists and deep nesting are cut")
  func isBounded() throws {
    var deep: Logger.MetadataValue = "end"
    for _ in 0..<50 { deep = .array([deep]) }
    let wide = Logger.MetadataValue.array(Array(repeating: "x", count: 10_000))
    let (text, _) = try line {
      $0.info(
        "m",
        metadata: [
          "long": "\(String(repeating: "y", count: 100_000))", "wide": wide,
          "deep": deep,
        ])
    }
    #expect(text.utf8.count < 4_096)
  }

  @Test("A redacted value prints as such, in a list as well")
  func redacts() throws {
    let member = Redacted("M4711")
    let (text, _) = try line {
      $0.info("m", metadata: ["member": "\(member)", "all": .array([.stringConvertible(member)])])
    }
    #expect(!text.contains("4711"))
    #expect(text.contains("<redacted>"))
  }

  @Test("An event below the level is not written")
  func respectsTheLevel() {
    let lines = LoggedLines()
    let logger = Logger(label: "t") { _ in
      JSONLogHandler(service: "s", level: .warning) { lines.add($0) }
    }
    logger.info("quiet")
    #expect(lines.all.isEmpty)
  }
}
