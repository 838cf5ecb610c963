import Messages
import Protobuf

/// Cuts a document into the parts in which it is streamed.
enum DocumentStream {
  /// The most bytes of a part.
  static let partBytesMax = 64 * 1_024

  /// The parts in order; an empty document is one empty part.
  static func parts(
    of bytes: [UInt8], name: String, type: ClaimV1.DocumentType
  ) -> [ClaimV1.DocumentPart] {
    let starts = stride(from: 0, to: max(1, bytes.count), by: partBytesMax)
    return starts.map { start in
      let end = min(bytes.count, start + partBytesMax)
      return .with {
        $0.name = name
        $0.type = type
        $0.bytes = Array(bytes[start..<end])
        $0.isLast = end == bytes.count
      }
    }
  }
}
