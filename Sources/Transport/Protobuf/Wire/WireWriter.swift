/// Collects encoded bytes.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func tag(_ number: Int32, _ wireType: WireType) {
    varint(UInt64(UInt32(bitPattern: number)) << 3 | UInt64(wireType.rawValue))
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func fixed32(_ value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func fixed64(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func lengthDelimited(_ content: some Collection<UInt8>) {
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// Appends what another writer collected, such as packed elements, without a length.
  mutating func append(_ content: [UInt8]) {
    bytes.append(contentsOf: content)
  }
}
