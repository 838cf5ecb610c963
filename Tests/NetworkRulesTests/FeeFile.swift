import Foundation

/// A file of comma-separated values among the public ones, which stay outside the repository and are
/// read in place.
struct FeeFile {
  /// Every row but the first, by the names of the first.
  let rows: [[String: String]]
  /// How many lines of the file are not empty, the first among them.
  let lineCount: Int

  /// Reads the file at `path` below the shared data, or gives nothing, saying so loudly, where it is
  /// not present.
  init?(_ path: String) throws {
    let file = FeeFile.root.appending(path: path)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      let message = "SKIPPED: no \(file.path); set HMO_SHARED_DATA\n"
      FileHandle.standardError.write(Data(message.utf8))
      return nil
    }
    let lines = text.split(whereSeparator: \.isNewline).map(FeeFile.cells)
    lineCount = lines.count
    let names = lines.first ?? []
    rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
  }

  /// Splits at commas that stand in no quotation marks.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  private static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      return URL(filePath: path)
    }
    var package = URL(filePath: #filePath).resolvingSymlinksInPath()
    while package.lastPathComponent != "Tests", package.path.count > 1 {
      package.deleteLastPathComponent()
    }
    return package.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data")
  }()
}

/// Decimal text as a whole number of parts.
enum Decimals {
  /// The value of `text` times ten to the power of `decimals`; nothing when it has more decimals.
  static func parts(_ text: String?, decimals: Int) -> Int64? {
    guard let text else { return nil }
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = halves.count > 1 ? String(halves[1]) : ""
    guard halves.count <= 2, fraction.count <= decimals else { return nil }
    return Int64(
      halves[0] + fraction + String(repeating: "0", count: decimals - fraction.count))
  }
}
