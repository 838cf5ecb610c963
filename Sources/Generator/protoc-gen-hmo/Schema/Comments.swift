/// The comments of a proto file by the path of what they describe.
struct Comments {
  private var texts: [[Int]: String] = [:]

  /// Reads `SourceCodeInfo`.
  init(sourceCodeInfo bytes: [UInt8]) throws {
    for location in try WireReader.fields(of: bytes) where location.number == 1 {
      try add(WireReader.fields(of: location.asBytes))
    }
  }

  /// The comment before, or else behind, the element at a path; empty when there is none.
  subscript(path: [Int]) -> String { texts[path] ?? "" }

  private mutating func add(_ location: [WireField]) throws {
    let path = try location.first { $0.number == 1 }.map {
      try WireReader.packedNumbers(of: $0.asBytes)
    }
    let comment = location.first { $0.number == 3 } ?? location.first { $0.number == 4 }
    guard let path, let comment else { return }
    texts[path] = comment.asText
  }
}
