/// Reads tags and values from encoded bytes, never beyond their end.
///
/// The short way through each function is a part of its caller: every message that is received is walked.
struct WireReader {
  /// A field number with the layout of the value that follows.
  struct Tag {
    let number: UInt32
    let wireType: WireType
  }

  /// The most bytes of a tag or a length, with which libprotobuf-c puts up.
  private static let shortBytesMax = 5

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether everything was read.
  var isAtEnd: Bool { position >= bytes.count }

  /// The next tag, or nothing at the end.
  @inline(__always)
  mutating func nextTag() throws(ProtobufError) -> Tag? {
    guard position < bytes.count else { return nil }
    let start = position
    let value = try varint()
    guard position &- start <= WireReader.shortBytesMax, value <= UInt64(UInt32.max),
      value >> 3 != 0
    else {
      throw ProtobufError(.malformed, "A field number is out of range.")
    }
    guard let wireType = WireType(rawValue: UInt32(value & 7)) else {
      throw ProtobufError(.malformed, "A wire type is not supported.")
    }
    return Tag(number: UInt32(value >> 3), wireType: wireType)
  }

  /// A number of one to ten bytes; bits beyond the 64th are dropped, as every decoder does.
  @inline(__always)
  mutating func varint() throws(ProtobufError) -> UInt64 {
    guard position < bytes.count, bytes[position] < 0x80 else { return try longVarint() }
    position &+= 1
    return UInt64(bytes[position &- 1])
  }

  @inline(never)
  private mutating func longVarint() throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 70 {
      let byte = bytes[position]
      position &+= 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw ProtobufError(.malformed, "A number does not end.")
  }

  /// Four bytes, the least significant first.
  mutating func fixed32() throws(ProtobufError) -> UInt32 {
    let slice = try take(4)
    return UInt32(littleEndian: slice.loadUnaligned(as: UInt32.self))
  }

  /// Eight bytes, the least significant first.
  mutating func fixed64() throws(ProtobufError) -> UInt64 {
    let slice = try take(8)
    return UInt64(littleEndian: slice.loadUnaligned(as: UInt64.self))
  }

  /// The bytes after a length.
  @inline(__always)
  mutating func lengthDelimited() throws(ProtobufError) -> UnsafeRawBufferPointer {
    let start = position
    let length = try varint()
    guard position &- start <= WireReader.shortBytesMax, length <= UInt64(bytes.count &- position)
    else {
      throw ProtobufError(.malformed, "A length leaves its message.")
    }
    return try take(Int(truncatingIfNeeded: length))
  }

  /// Passes over a value.
  @inline(__always)
  mutating func skip(_ wireType: WireType) throws(ProtobufError) {
    switch wireType {
    case .varint: _ = try varint()
    case .fixed64: _ = try take(8)
    case .lengthDelimited: _ = try lengthDelimited()
    case .fixed32: _ = try take(4)
    }
  }

  @inline(__always)
  private mutating func take(_ count: Int) throws(ProtobufError) -> UnsafeRawBufferPointer {
    guard count <= bytes.count &- position else {
      throw ProtobufError(.malformed, "The message is cut short.")
    }
    defer { position &+= count }
    return UnsafeRawBufferPointer(start: bytes.baseAddress.map { $0 + position }, count: count)
  }
}
