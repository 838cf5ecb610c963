/// Reads protobuf fields one after the other; anything malformed ends the reading.
struct WireReader {
  enum Value {
    case varint(UInt64)
    case delimited(ArraySlice<UInt8>)
    /// A fixed-width value; none of our types has one.
    case skipped
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.rest = bytes
  }

  /// The next field, or nil at the end and at the first byte that is not a field.
  mutating func next() -> (field: UInt64, value: Value)? {
    guard let key = varint() else { return nil }
    switch key & 7 {
    case 0: return varint().map { (key >> 3, .varint($0)) }
    case 1: return take(8).map { _ in (key >> 3, .skipped) }
    case 2: return delimited().map { (key >> 3, .delimited($0)) }
    case 5: return take(4).map { _ in (key >> 3, .skipped) }
    default: return nil
    }
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64, let byte = rest.popFirst() {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  private mutating func delimited() -> ArraySlice<UInt8>? {
    guard let length = varint(), let count = Int(exactly: length) else { return nil }
    return take(count)
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }
}
