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
  ///   - inheritsFiles: Whether it inherits what the tests hold open.
  /// - Throws: ``TestSuiteError`` when it does not end within the longest wait; it is ended then.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String = "", inheritsFiles: Bool = false
  ) async throws {
    let folder = "/tmp/hmo-run-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(input.utf8).write(to: URL(fileURLWithPath: folder + "/input"))
    var command = ChildProcess.Command(
      program: program, arguments: arguments, logPath: folder + "/output")
    command.errorsPath = folder + "/errors"
    command.inputPath = folder + "/input"
    command.environment = environment
    command.inheritsFiles = inheritsFiles
    let process = try ChildProcess(command)
    defer { process.destroy() }
    code = try await process.ended()
    output = ProgramRun.text(folder + "/output")
    errors = ProgramRun.text(folder + "/errors")
  }

  /// The output as a JSON object.
  package func json() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    guard let object = object as? [String: Any] else {
      throw TestSuiteError("the output is no JSON object")
    }
    return object
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
