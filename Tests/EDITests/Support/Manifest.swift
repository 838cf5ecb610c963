import Foundation

/// What was measured of the samples by another program.
enum Manifest {
  /// The columns of a row by name.
  typealias Row = [String: String]

  /// The rows by file name, such as `837P/uhin__837.edi`.
  static func rows() throws -> [String: Row] {
    guard let x12 = SharedData.x12 else { return [:] }
    let text = try String(contentsOf: x12.appending(path: "MANIFEST.csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { cells(of: String($0)) }
    guard let names = lines.first else { return [:] }
    var rows: [String: Row] = [:]
    for line in lines.dropFirst() {
      let row = Row(zip(names, line), uniquingKeysWith: { first, _ in first })
      rows[String((row["file"] ?? "").dropFirst("x12/".count))] = row
    }
    return rows
  }

  private static func cells(of line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
