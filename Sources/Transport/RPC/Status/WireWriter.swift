/// Writes the few protobuf fields that status details are made of.
///
/// The RPC layer stands below the generated messages, so it spells these three types itself.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func varint(field: Int, _ value: Int64) {
    guard value != 0 else { return }
    raw(UInt64(field) << 3)
    raw(UInt64(bitPattern: value))
  }

  mutating func text(field: Int, _ value: String) {
    guard !value.isEmpty else { return }
    delimited(field: field, Array(value.utf8))
  }

  /// Writes the field even when it is empty, because presence matters for messages.
  mutating func delimited(field: Int, _ value: [UInt8]) {
    raw(UInt64(field) << 3 | 2)
    raw(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func message(field: Int, _ body: (inout WireWriter) -> Void) {
    var inner = WireWriter()
    body(&inner)
    delimited(field: field, inner.bytes)
  }

  private mutating func raw(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
