import Foundation
import TLS
import TestKit

/// The committed matrix of permissions, read as a reviewer reads it.
struct PermissionMatrix {
  /// One line: a method of a process, and who may call it.
  struct Line: Sendable {
    let service: SuiteService
    let path: String
    let allowed: [TLSIdentity: Bool]
  }

  /// Everyone who has a column.
  let callers: [TLSIdentity]
  /// All lines.
  let lines: [Line]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../ServiceProcessTests/Matrix/permissions.txt")
      .standardizedFileURL
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var callers: [String: TLSIdentity] = [:]
    var lines: [Line] = []
    var service: SuiteService?
    var columns: [String] = []
    for line in text.components(separatedBy: "\n") {
      let words = line.split(separator: " ").filter { $0 != "|" }.map(String.init)
      if words.count == 3, words[1] == "=" {
        callers[words[0]] = try PermissionMatrix.identity(words[2])
      } else if line.hasPrefix("["), let name = words.first?.dropFirst().dropLast() {
        service = SuiteService(rawValue: String(name))
      } else if words.first == "GW" {
        columns = words
      } else if line.hasPrefix("/"), let service {
        lines.append(try PermissionMatrix.line(words, columns, callers, service))
      }
    }
    self.callers = callers.values.sorted { $0.uri < $1.uri }
    self.lines = lines
  }

  private static func identity(_ text: String) throws -> TLSIdentity {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count == 2, let kind = TLSIdentity.Kind(word: parts[0]) else {
      throw TestSuiteError("the matrix names nobody by \(text)")
    }
    return try .named(kind, parts[1])
  }

  private static func line(
    _ words: [String], _ columns: [String], _ callers: [String: TLSIdentity],
    _ service: SuiteService
  ) throws -> Line {
    var allowed: [TLSIdentity: Bool] = [:]
    for (column, mark) in zip(columns, words.dropFirst()) {
      guard let caller = callers[column], ["x", "o", "."].contains(mark) else {
        throw TestSuiteError("the matrix has a line that cannot be read: \(words[0])")
      }
      allowed[caller] = mark != "."
    }
    guard allowed.count == callers.count else {
      throw TestSuiteError("the matrix has a line that is too short: \(words[0])")
    }
    return Line(service: service, path: words[0], allowed: allowed)
  }
}
