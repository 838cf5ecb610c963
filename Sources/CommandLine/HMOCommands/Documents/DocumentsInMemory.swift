import Messages

/// Documents that arrive in parts, kept in memory.
struct DocumentsInMemory {
  private var open: [String: [UInt8]] = [:]
  /// The documents that are complete, in the order of their ends, with what each is.
  private(set) var complete: [(type: ClaimV1.DocumentType, bytes: [UInt8])] = []

  /// How long one document may be.
  static let documentBytesMax = 16 << 20

  /// Takes the next part of a document.
  mutating func add(_ part: ClaimV1.DocumentPart) throws {
    open[part.name, default: []] += part.bytes
    guard let bytes = open[part.name], bytes.count <= DocumentsInMemory.documentBytesMax else {
      throw CommandFailure("a document is longer than \(DocumentsInMemory.documentBytesMax) bytes")
    }
    guard part.isLast else { return }
    complete.append((part.type, bytes))
    open[part.name] = nil
  }

  /// What the documents say, in the form of a scenario's expectation.
  var values: [JSONValue] {
    complete.map { AcknowledgementText($0.bytes).value(of: $0.type) }
  }
}
