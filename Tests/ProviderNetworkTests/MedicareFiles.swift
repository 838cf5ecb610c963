import Domain
import DomainMessages
import Foundation
import Messages
import Protobuf
import Testing

/// Medicare's public files for physicians' fees as messages of a load. The files stay outside the
/// repository and are read in place.
struct MedicareFiles {
  let values: [NetworkV1.RelativeValue]
  let costs: [NetworkV1.PracticeCost]
  let localities: [NetworkV1.PostalLocality]
  let published: [[String: String]]

  /// The days of service on which the files of the fourth quarter of 2025 hold.
  private static var days: TypeV1.DaySpan {
    get throws { try Sample.days("2025-10-01", "2025-12-31") }
  }

  /// Reads the files, or gives nothing, saying so loudly, where one is not present.
  init?() throws {
    guard let values = try MedicareFiles.rows("fee_schedules/pprrvu2025_oct_nodesc.csv"),
      let costs = try MedicareFiles.rows("fee_schedules/gpci2025.csv"),
      let localities = try MedicareFiles.rows("fee_schedules/zip5_locality_oct2025.csv"),
      let published = try MedicareFiles.rows("oracles/fee_schedule/pfrev25d_cms_locality_fees.csv")
    else { return nil }
    self.values = try values.map(MedicareFiles.value)
    self.costs = try costs.map(MedicareFiles.cost)
    self.localities = try localities.map(MedicareFiles.locality)
    self.published = published
  }

  private static func value(_ row: [String: String]) throws -> NetworkV1.RelativeValue {
    let days = try days
    return try .with {
      $0.procedure = row["hcpcs"] ?? ""
      $0.modifier = row["mod"] ?? ""
      $0.days = days
      $0.status = row["status_code"] ?? ""
      $0.workHundredths = try parts(row["work_rvu"], 2)
      $0.facilityExpenseHundredths = try parts(row["fac_pe_rvu"], 2)
      $0.nonFacilityExpenseHundredths = try parts(row["nonfac_pe_rvu"], 2)
      $0.malpracticeHundredths = try parts(row["mp_rvu"], 2)
      $0.isMultipleProcedure = row["mult_proc"] == "2"
    }
  }

  private static func cost(_ row: [String: String]) throws -> NetworkV1.PracticeCost {
    let days = try days
    return try .with {
      $0.carrier = row["mac"] ?? ""
      $0.locality = row["locality"] ?? ""
      $0.days = days
      $0.workThousandths = try parts(row["pw_gpci_floor1"], 3)
      $0.expenseThousandths = try parts(row["pe_gpci"], 3)
      $0.malpracticeThousandths = try parts(row["mp_gpci"], 3)
    }
  }

  private static func locality(_ row: [String: String]) throws -> NetworkV1.PostalLocality {
    let days = try days
    return .with {
      $0.postalCode = row["zip5"] ?? ""
      $0.days = days
      $0.carrier = row["carrier"] ?? ""
      $0.locality = row["locality"] ?? ""
      $0.isSplit = row["plus_four_flag"] == "1"
    }
  }

  /// The value of `text` in parts of which ten to the power of `decimals` make one.
  private static func parts(_ text: String?, _ decimals: Int) throws -> Int32 {
    let halves = try #require(text).split(separator: ".", omittingEmptySubsequences: false)
    let fraction = halves.count > 1 ? String(halves[1]) : ""
    #expect(halves.count <= 2 && fraction.count <= decimals)
    let zeros = String(repeating: "0", count: max(0, decimals - fraction.count))
    return try #require(Int32("\(halves[0])\(fraction)\(zeros)"))
  }

  /// The rows of a file but the first, by the names of the first.
  private static func rows(_ path: String) throws -> [[String: String]]? {
    let file = root.appending(path: path)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      let message = "SKIPPED: no \(file.path); set HMO_SHARED_DATA\n"
      FileHandle.standardError.write(Data(message.utf8))
      return nil
    }
    let lines = text.split(whereSeparator: \.isNewline)
    let names = lines.first.map(cells) ?? []
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, cells($0))) }
  }

  /// Splits at commas that stand in no quotation marks.
  private static func cells(_ line: Substring) -> [String] {
    guard line.utf8.contains(UInt8(ascii: "\"")) else {
      return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
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
