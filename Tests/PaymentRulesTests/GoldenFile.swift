import Foundation

/// The worked cases as the shared file has them.
struct GoldenFile {
  struct Case: Decodable {
    struct Line: Decodable {
      let charge: Int64
      let adj: [String: Int64]
      let paid: Int64
      let rarc: [String]
    }
    let id: String
    let clp02: Int
    let lines: [Line]
    let total_charge: Int64
    let total_paid: Int64
  }

  let cases: [String: Case]

  /// Reads the file, or gives nothing, saying so loudly, where it is not present.
  static func read() throws -> GoldenFile? {
    let path = folder.appendingPathComponent("rules/golden-cases.json")
    guard let data = try? Data(contentsOf: path) else {
      FileHandle.standardError.write(
        Data("SKIPPED: \(path.path) is absent; worked cases are not compared\n".utf8))
      return nil
    }
    let cases = try JSONDecoder().decode([Case].self, from: data)
    return GoldenFile(cases: Dictionary(uniqueKeysWithValues: cases.map { ($0.id, $0) }))
  }

  private static var folder: URL {
    if let data = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      return URL(fileURLWithPath: data).deletingLastPathComponent()
    }
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.deletingLastPathComponent().appendingPathComponent("shared")
  }
}
