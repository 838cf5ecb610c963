import Foundation

/// A file of comma-separated columns that its first line names.
struct DelimitedFile {
  /// A line behind the first.
  struct Record {
    /// Where it stands, for an error.
    let place: String
    private let cells: [String: String]

    fileprivate init(place: String, cells: [String: String]) {
      self.place = place
      self.cells = cells
    }

    /// The cell of the column called `name`.
    func text(_ name: String) throws -> String {
      guard let cell = cells[name] else {
        throw CommandFailure("\(place): there is no column \(name)")
      }
      return cell
    }

    /// The cell of the column called `name`; empty when there is no such column.
    func optionalText(_ name: String) -> String { cells[name] ?? "" }

    /// The cell as a whole number of parts, of which ten to the power of `decimals` make one.
    func parts(_ name: String, decimals: Int) throws -> Int32 {
      let text = try text(name)
      let halves = text.split(separator: ".", omittingEmptySubsequences: false)
      let fraction = halves.count > 1 ? String(halves[1]) : ""
      guard let whole = halves.first, halves.count <= 2, fraction.count <= decimals,
        let value = Int32(
          whole + fraction + String(repeating: "0", count: decimals - fraction.count)),
        value >= 0
      else {
        throw CommandFailure(
          "\(place): \(name) is no number with at most \(decimals) decimals")
      }
      return value
    }
  }

  /// The lines behind the first, in their order.
  let records: [Record]

  /// How long a file may be.
  static let fileBytesMax = 64 << 20
  /// How many lines it may have.
  static let linesMax = 200_000

  /// Reads a file.
  init(path: String) throws {
    let source = try FileSource(path: path)
    guard source.size <= DelimitedFile.fileBytesMax,
      let data = FileManager.default.contents(atPath: path)
    else {
      throw CommandFailure(
        "\(path) cannot be read, or has more than \(DelimitedFile.fileBytesMax) bytes")
    }
    try self.init(text: String(decoding: data, as: UTF8.self), name: path)
  }

  /// Reads the text of a file that is called `name`.
  init(text: String, name: String) throws {
    var names: [String]?
    var records: [Record] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated() where !line.isEmpty
    {
      let cells = DelimitedFile.cells(line)
      guard let known = names else {
        names = cells
        continue
      }
      guard records.count < DelimitedFile.linesMax else {
        throw CommandFailure("\(name) has more than \(DelimitedFile.linesMax) lines")
      }
      records.append(
        Record(
          place: "\(name), line \(index + 1)",
          cells: Dictionary(zip(known, cells)) { first, _ in first }))
    }
    self.records = records
  }

  /// Splits at commas that stand in no quotation marks.
  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        cells.append(cell)
        cell = ""
      default: cell.append(character)
      }
    }
    return cells + [cell]
  }
}
