import Foundation
import Testing

@Suite("The form of the sources")
struct SourceFormTests {
  /// The longest file that people write, in lines.
  private static let linesMax = 500

  /// Lines of code in `files` that hold one of `words`.
  private func lines(with words: [String], in files: [SourceFile]) -> [String] {
    files.flatMap { file in
      words.flatMap { word in
        file.code(with: word).map { "\(file.path):\($0.number) \(word)" }
      }
    }
  }

  private let rules = SourceTree.written.filter { file in
    file.path.split(separator: "/").contains { $0.hasSuffix("Rules") }
  }

  @Test("No file is longer than 500 lines, unless it is generated")
  func shortFiles() {
    let long = SourceTree.written.filter { $0.lineCount > SourceFormTests.linesMax }
    #expect(long.map(\.path) == [])
  }

  @Test("Nothing in the sources traps on purpose, casts by force or is left to do")
  func noTraps() {
    #expect(lines(with: ["try!", "fatalError(", " as! "], in: SourceTree.written) == [])
    let unfinished = SourceTree.written.filter { $0.names("TODO") || $0.names("FIXME") }
    #expect(unfinished.map(\.path) == [])
  }

  @Test("Money is never a floating point number: the domain, the rules and payment have none")
  func noFloatingPoint() {
    let money = ["Sources/Domain/", "Sources/Payment/"]
    let candidates =
      rules + SourceTree.written.filter { file in money.contains { file.path.hasPrefix($0) } }
    #expect(candidates.count > 50)
    let found = candidates.filter { file in
      ["Double", "Float", "CGFloat"].contains { word in
        file.code(with: word).contains { holdsType(word, $0.text) }
      }
    }
    #expect(found.map(\.path) == [])
  }

  /// Whether `line` names the type and not a word that only begins or ends like it.
  private func holdsType(_ word: String, _ line: String) -> Bool {
    SourceFile(path: "", bytes: Array(line.utf8)).names(word)
  }

  @Test("Rules read no clock, no randomness and no environment, and print nothing")
  func pureRules() {
    #expect(rules.count > 40)
    let words = [
      "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", "ProcessInfo",
      ".random(in", "clock_gettime", "Date()", "print(",
    ]
    #expect(lines(with: words, in: rules) == [])
  }

  @Test("No private key lies in the repository")
  func noPrivateKey() {
    // Written in two parts, so that this file does not find itself.
    let marker = "PRIVATE KEY" + "-----"
    let folders = ["Sources", "Tests", "Protos", "Certs", "docs", "scripts", "Samples"]
    let ignored = [".pem", ".key"]
    let committed = folders.flatMap(SourceTree.paths).filter { path in
      !(path.hasPrefix("Certs/") && ignored.contains { path.hasSuffix($0) })
    }
    let found = committed.compactMap(SourceTree.read).filter { file in
      file.contains(marker)
        && file.lines.contains { $0.hasPrefix("-----BEGIN") && $0.contains(marker) }
    }
    #expect(found.map(\.path) == [])
  }
}
