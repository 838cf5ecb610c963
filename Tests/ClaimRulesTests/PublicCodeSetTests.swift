import ClaimRules
import Domain
import Foundation
import Testing

/// The public code lists, read in place outside the repository.
@Suite("The public code lists as code sets")
struct PublicCodeSetTests {
  private static let folder: URL? = {
    let root: URL
    if let path = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      root = URL(filePath: path)
    } else {
      var package = URL(filePath: #filePath).resolvingSymlinksInPath()
      while package.lastPathComponent != "Tests", package.path.count > 1 {
        package.deleteLastPathComponent()
      }
      root = package.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data")
    }
    let folder = root.appending(path: "codesets")
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
    let message = "SKIPPED: no code lists at \(folder.path); set HMO_SHARED_DATA\n"
    FileHandle.standardError.write(Data(message.utf8))
    return nil
  }()

  /// The first column of a list.
  private func codes(_ name: String) throws -> [String] {
    guard let folder = PublicCodeSetTests.folder else { return [] }
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }.filter { PackedCode($0) != nil }
  }

  private func set(_ codes: [String]) -> CodeSet {
    CodeSet(
      codes.compactMap { PackedCode($0) }.map {
        CodeSet.Entry(code: $0, days: DaySpan(from: .first))
      })
  }

  @Test(
    "Every code of a list is found and none is beside it",
    arguments: [
      ("hcpcs_level2_2022.csv", 5_000, "T1015", "T9999"),
      ("hcpcs_modifiers_2022.csv", 300, "GT", "ZZ"), ("place_of_service.csv", 40, "11", "97"),
    ])
  func lists(name: String, least: Int, known: String, unknown: String) throws {
    guard PublicCodeSetTests.folder != nil else { return }
    let codes = try codes(name)
    #expect(codes.count > least, "\(codes.count)")
    let set = set(codes)
    #expect(codes.allSatisfy { set.isValid($0, on: Fixture.day) })
    #expect(set.isValid(known, on: Fixture.day) && !set.isValid(unknown, on: Fixture.day))
  }

  @Test("The diagnoses of a fiscal year fit in a set and are found")
  func diagnoses() throws {
    guard let folder = PublicCodeSetTests.folder else { return }
    let text = try unpacked(folder.appending(path: "icd10cm_fy2026_april_all_nodes.txt.gz"))
    let codes = text.split(whereSeparator: \.isNewline).map(String.init)
      .filter { $0.utf8.count >= 3 && PackedCode($0) != nil }
    #expect(codes.count > 70_000, "\(codes.count)")
    let set = set(codes)
    #expect(codes.allSatisfy { set.isValid($0, on: Fixture.day) })
    #expect(set.isValid("M5450", on: Fixture.day) && !set.isValid("M5457", on: Fixture.day))
    #expect(set.bytes.count == 16 * set.count)
  }

  /// The text of a packed file; Foundation's `Process` lists the open files of a program in a way that
  /// crashes now and then.
  private func unpacked(_ file: URL) throws -> String {
    let output = try #require(popen("gunzip -c '\(file.path)'", "r"))
    defer { pclose(output) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, output)
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
