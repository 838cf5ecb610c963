import Domain
import Foundation
import Messages
import Protobuf

/// A file of codes: one a line, alone or with the days on which it may be used. In a set of pairs the
/// second column is the partner.
struct CodeFile {
  /// The codes in their order.
  let codes: [ClaimV1.Code]

  /// How long a file may be.
  static let fileBytesMax = 64 << 20
  /// How many codes it may hold.
  static let codesMax = 200_000
  /// How many pairs a file of pairs may hold.
  static let pairsMax = 1_000_000
  /// The sets that hold pairs.
  static let setsOfPairs: Set = [
    "procedure_modifier", "procedure_place", "procedure_revenue", "packaged_procedure",
  ]

  /// Reads a file for the code set `set`.
  init(path: String, set: String) throws {
    let source = try FileSource(path: path)
    guard source.size <= CodeFile.fileBytesMax,
      let data = FileManager.default.contents(atPath: path)
    else {
      throw CommandFailure(
        "\(path) cannot be read, or has more than \(CodeFile.fileBytesMax) bytes")
    }
    try self.init(text: String(decoding: data, as: UTF8.self), name: path, set: set)
  }

  /// Reads the text of a file that is called `name`.
  init(text: String, name: String, set: String) throws {
    let hasPartners = CodeFile.setsOfPairs.contains(set)
    let most = hasPartners ? CodeFile.pairsMax : CodeFile.codesMax
    var codes: [ClaimV1.Code] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(CodeFile.plain)
      guard let code = fields.first, !code.isEmpty else { continue }
      if index == 0, code.lowercased().hasPrefix("code") { continue }
      guard codes.count < most else {
        throw CommandFailure("\(name) has more than \(most) codes")
      }
      guard let read = hasPartners ? CodeFile.pair(fields) : CodeFile.code(fields) else {
        throw CommandFailure(
          "\(name), line \(index + 1): this is no code, or not "
            + "code,\(hasPartners ? "partner," : "")first day,last day with days such as 2026-01-31"
        )
      }
      codes.append(read)
    }
    self.codes = codes
  }

  private static func plain(_ field: Substring) -> String {
    let text = field.trimmingCharacters(in: .whitespaces)
    guard text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast())
  }

  private static func pair(_ fields: [String]) -> ClaimV1.Code? {
    guard fields.count > 1, let partner = CodeFile.code([fields[1]]),
      var pair = CodeFile.code([fields[0]] + fields.dropFirst(2))
    else { return nil }
    pair.partner = partner.code
    return pair
  }

  private static func code(_ fields: [String]) -> ClaimV1.Code? {
    let code = fields[0].filter { $0 != "." }
    guard (1...10).contains(code.utf8.count), fields.count <= 3,
      code.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let first = fields.count > 1 && !fields[1].isEmpty ? Day(iso: fields[1]) : Day.first
    let last = fields.count > 2 && !fields[2].isEmpty ? Day(iso: fields[2]) : Day.openEnd
    guard let first, let last, first <= last else { return nil }
    return .with {
      $0.code = code
      $0.days = .with {
        $0.from = .with { $0.days = first.number }
        $0.to = .with { $0.days = last.number }
      }
    }
  }
}
