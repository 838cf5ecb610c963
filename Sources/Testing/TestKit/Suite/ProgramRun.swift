import Foundation

/// One run of a program to its end.
package struct ProgramRun: Sendable {
  /// The exit code.
  package let code: Int32
  /// Everything on standard output.
  package let output: String
  /// Everything on standard error.
  package let errors: String

  /// Runs a program to its end.
  ///
  /// Its output goes through files, so that processes that it leaves behind keep nobody waiting.
  ///
  /// - Parameters:
  ///   - environment: Added to that of the tests.
  ///   - input: What it reads from standard input.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String = ""
  ) async throws {
    let folder = "/tmp/hmo-run-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func file(_ name: String, _ content: String = "") throws -> String {
      let path = "\(folder)/\(name)"
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      return path
    }
    let (output, errors) = (try file("output"), try file("errors"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: try file("input", input))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    code = try await ProgramRun.end(of: process)
    self.output = ProgramRun.text(output)
    self.errors = ProgramRun.text(errors)
  }

  /// The output as a JSON object.
  package func json() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    guard let object = object as? [String: Any] else {
      throw TestSuiteError("the output is no JSON object")
    }
    return object
  }

  private static func end(of process: Process) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
