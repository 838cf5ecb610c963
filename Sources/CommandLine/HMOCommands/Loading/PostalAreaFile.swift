import Foundation
import Messages
import Protobuf

/// Medicare's list of postal codes as CSV, read as a load of areas.
///
/// The first line names the columns. Of them `zip5` and `rural_ind` are looked at; blank is urban, `R`
/// rural and `B` super-rural. The same bytes make the same load.
struct PostalAreaFile {
  /// The areas with a name that follows from the file.
  let request: NetworkV1.LoadNetworkRequest

  /// How large a file may be.
  private static let bytesMax = 8 * 1024 * 1024

  /// Reads a file.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read")
    }
    guard data.count <= PostalAreaFile.bytesMax else {
      throw CommandFailure("\(path) is larger than \(PostalAreaFile.bytesMax) bytes")
    }
    do {
      try self.init(bytes: Array(data))
    } catch let failure as CommandFailure {
      throw CommandFailure("\(path): \(failure.message)")
    }
  }

  /// Reads the bytes of a file.
  init(bytes: [UInt8]) throws {
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
    guard let head = lines.first.map(PostalAreaFile.cells),
      let code = head.firstIndex(of: "zip5"), let rural = head.firstIndex(of: "rural_ind")
    else { throw CommandFailure("the first line names no columns zip5 and rural_ind") }
    let areas = try lines.enumerated().dropFirst().map { number, line in
      try PostalAreaFile.area(PostalAreaFile.cells(line), code, rural, line: number + 1)
    }
    let digest = SHA256.digest(of: bytes).prefix(16)
      .map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    request = .with {
      $0.requestID = "postal-areas-\(digest)"
      $0.postalAreas = areas
    }
  }

  private static func area(
    _ cells: [String], _ code: Int, _ rural: Int, line: Int
  ) throws -> NetworkV1.PostalArea {
    guard cells.count > max(code, rural), let rurality = ruralities[cells[rural]] else {
      throw CommandFailure("line \(line) says neither urban (blank), R nor B")
    }
    return .with {
      $0.postalCode = cells[code]
      $0.rurality = rurality
    }
  }

  private static let ruralities: [String: NetworkV1.Rurality] = [
    "": .urban, "R": .rural, "B": .superRural,
  ]

  /// The cells of a line; the list quotes none.
  private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
