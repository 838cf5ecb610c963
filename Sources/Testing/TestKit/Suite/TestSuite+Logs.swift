import Foundation

extension TestSuite {
  /// Everything that a service has logged.
  package func log(_ service: SuiteService) -> String {
    String(
      decoding: FileManager.default.contents(atPath: logPath(service)) ?? Data(), as: UTF8.self)
  }

  /// The events of a service's log with one message, as their members.
  package func logEvents(_ service: SuiteService, message: String) -> [[String: Any]] {
    log(service).split(separator: "\n").compactMap { line in
      let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return event?["message"] as? String == message ? event : nil
    }
  }

  /// How often the gateway had to repeat a call on one of its edges, such as `adjudicate`.
  package func repeatedCalls(on edge: String) -> Int {
    logEvents(.gateway, message: "a call will be repeated")
      .count { $0["edge"] as? String == edge }
  }

  /// The last lines of a service's log.
  package func logTail(_ service: SuiteService, lines: Int = 12) -> String {
    log(service).split(separator: "\n").suffix(lines).map { "  \($0)" }.joined(separator: "\n")
  }

  /// Writes the end of every log to standard error.
  package func showLogs() {
    for service in SuiteService.allCases {
      let text = "\(service) logged last:\n\(logTail(service))\n"
      FileHandle.standardError.write(Data(text.utf8))
    }
  }
}
