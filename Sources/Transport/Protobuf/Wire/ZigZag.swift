/// Signed numbers whose small magnitudes are short, as `sint32` and `sint64` write them.
@usableFromInline
enum ZigZag {
  @inlinable
  static func encode(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: value << 1 ^ value >> 63)
  }

  static func decode(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
