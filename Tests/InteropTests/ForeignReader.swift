import Foundation
import TestKit
import Testing

/// A Python program that reads X12 files with parsers that share nothing with ours.
struct ForeignReader {
  private let python: String

  /// The Python of `HMO_PYTHON`, else of `.venv` in the package.
  ///
  /// Without the parsers the test fails; with `HMO_ALLOW_SKIPPED_INTEROP=1` it says loudly that it
  /// is skipped, and there is no reader.
  static func find() async throws -> ForeignReader? {
    let environment = ProcessInfo.processInfo.environment
    let python = environment["HMO_PYTHON"] ?? packageRoot + "/.venv/bin/python"
    let probe = try? await ProgramRun(python, ["-c", "import pyx12, tigershark"])
    if probe?.code == 0 { return ForeignReader(python: python) }
    let reason = "\(python) has no pyx12 or no tigershark. Run: make setup-tools"
    guard environment["HMO_ALLOW_SKIPPED_INTEROP"] == "1" else { throw TestSuiteError(reason) }
    FileHandle.standardError.write(
      Data("*** SKIPPED: no file of ours was read by another reader. \(reason)\n".utf8))
    return nil
  }

  /// What the program found in each file.
  func read(_ files: [[UInt8]]) async throws -> [ForeignReading] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hmo-x12-" + UUID().uuidString.prefix(8))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for (index, bytes) in files.enumerated() {
      let file = folder.appending(path: "\(index).x12")
      try Data(bytes).write(to: file)
      paths.append(file.path)
    }
    let script = ForeignReader.packageRoot + "/Tests/InteropTests/Python/read_x12.py"
    let run = try await ProgramRun(python, [script] + paths)
    guard run.code == 0 else { throw TestSuiteError("the reader failed:\n\(run.errors)") }
    let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
    #expect(answer.files.count == files.count)
    return answer.files
  }

  private struct Answer: Decodable {
    let files: [ForeignReading]
  }

  private static let packageRoot: String = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    while folder.lastPathComponent != "Tests", folder.path.count > 1 {
      folder.deleteLastPathComponent()
    }
    return folder.deletingLastPathComponent().path
  }()
}

/// What foreign readers found in one file; amounts are cents.
struct ForeignReading: Decodable {
  let isValid: Bool
  let errors: [String]
  let segments: Int
  let pyx12: [Remittance]?
  let tigershark: [Remittance]?

  struct Remittance: Decodable, Equatable {
    let paid: Int64
    let claims: [Claim]
    let violations: [String]
  }

  struct Claim: Decodable, Equatable {
    let number: String
    let charge: Int64
    let paid: Int64
    let lines: Int
  }
}
