/// Writes a message as bytes in one pass, from its last byte to its first.
///
/// What lies inside a part is written before the part's length, which is known by then, so that nothing is
/// measured beforehand. Whoever writes takes the fields in descending order of
/// their numbers, and the elements of each from the last to the first; the bytes are then in the order in
/// which libprotobuf-c packs them. Generated code does that, and decides what is left out.
///
/// The bytes live in the arena of the thread, on which they are written without suspending in between.
public struct ProtobufWriter: ~Copyable {
  /// The memory that grows, of which the bytes written so far are the end.
  private let arena: ProtobufArena
  @usableFromInline var start: UnsafeMutableRawPointer
  @usableFromInline var head: UnsafeMutableRawPointer
  @usableFromInline var end: UnsafeMutableRawPointer

  private init(_ arena: ProtobufArena) {
    self.arena = arena
    let byteCount = ProtobufArena.firstByteCount
    start = arena.reserve(byteCount: byteCount)
    end = start + byteCount
    head = end
  }

  /// The bytes of the message that `fill` writes.
  public static func bytes(_ fill: (inout ProtobufWriter) -> Void) -> [UInt8] {
    let arena = ProtobufArena.take()
    defer { arena.giveBack() }
    var writer = ProtobufWriter(arena)
    fill(&writer)
    return [UInt8](UnsafeRawBufferPointer(start: writer.head, count: writer.count))
  }

  /// Lets `fill` write a message and `body` use its bytes, which are void afterwards.
  public static func encoding<Result>(
    _ fill: (inout ProtobufWriter) -> Void, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let arena = ProtobufArena.take()
    defer { arena.giveBack() }
    var writer = ProtobufWriter(arena)
    fill(&writer)
    return try body(UnsafeRawBufferPointer(start: writer.head, count: writer.count))
  }

  /// How many bytes are written.
  @inlinable public var count: Int { end - head }

  // MARK: Fields

  /// A field that is a whole number, negative ones as 64 bits.
  @inlinable
  public mutating func varint(_ field: Int, _ value: some FixedWidthInteger) {
    varint(value)
    tag(field, .varint)
  }

  /// A field that is a whole number whose sign is its lowest bit.
  @inlinable
  public mutating func zigZag(_ field: Int, _ value: some FixedWidthInteger & SignedInteger) {
    zigZag(value)
    tag(field, .varint)
  }

  /// A field of four or eight bytes.
  @inlinable
  public mutating func fixed<Value: FixedWidthInteger>(_ field: Int, _ value: Value) {
    fixed(value)
    tag(field, Value.bitWidth == 32 ? .fixed32 : .fixed64)
  }

  /// A field that is a text.
  @inlinable
  public mutating func text(_ field: Int, _ text: String) {
    let before = count
    append(text)
    endPart(field, after: before)
  }

  /// A field that is bytes.
  @inlinable
  public mutating func bytes(_ field: Int, _ bytes: [UInt8]) {
    let before = count
    bytes.withUnsafeBytes { append($0) }
    endPart(field, after: before)
  }

  /// A field of numbers without a tag each; none at all when there are none.
  @inlinable
  public mutating func packed<Value>(
    _ field: Int, _ values: [Value], _ write: (inout ProtobufWriter, Value) -> Void
  ) {
    guard !values.isEmpty else { return }
    let before = count
    for value in values.reversed() { write(&self, value) }
    endPart(field, after: before)
  }

  /// Puts length and tag before what was written since there were `before` bytes.
  @inlinable
  public mutating func endPart(_ field: Int, after before: Int) {
    varint(count &- before)
    tag(field, .lengthDelimited)
  }

  // MARK: Values

  /// A whole number without a tag.
  @inlinable
  public mutating func varint(_ value: some FixedWidthInteger) {
    let value = UInt64(truncatingIfNeeded: value)
    if value < 0x80 {
      reserve(1)
      head.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
      return
    }
    reserve((UInt64.bitWidth &- value.leadingZeroBitCount &+ 6) / 7)
    var place = head
    var rest = value
    while rest >= 0x80 {
      place.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, as: UInt8.self)
      place += 1
      rest >>= 7
    }
    place.storeBytes(of: UInt8(truncatingIfNeeded: rest), as: UInt8.self)
  }

  /// A whole number whose sign is its lowest bit, without a tag.
  @inlinable
  public mutating func zigZag(_ value: some FixedWidthInteger & SignedInteger) {
    varint(ZigZag.encode(Int64(truncatingIfNeeded: value)))
  }

  /// Four or eight bytes without a tag, the lowest first.
  @inlinable
  public mutating func fixed<Value: FixedWidthInteger>(_ value: Value) {
    withUnsafeBytes(of: value.littleEndian) { append($0) }
  }

  @inlinable
  mutating func append(_ text: String) {
    guard text.utf8.withContiguousStorageIfAvailable({ append(UnsafeRawBufferPointer($0)) }) == nil
    else { return }
    append(Array(text.utf8))
  }

  @inlinable
  mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  @inlinable
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    head.copyMemory(from: source, byteCount: bytes.count)
  }

  @inlinable
  mutating func tag(_ field: Int, _ type: WireType) {
    varint(UInt32(truncatingIfNeeded: field) << 3 | UInt32(type.rawValue))
  }

  /// Takes `byteCount` bytes before those that are written.
  @inlinable
  mutating func reserve(_ byteCount: Int) {
    if head - start < byteCount { grow(by: byteCount) }
    head -= byteCount
  }

  @usableFromInline
  mutating func grow(by byteCount: Int) {
    let written = count
    let size = 2 * (written + byteCount)
    let larger = arena.reserve(byteCount: size)
    let end = larger + size
    (end - written).copyMemory(from: head, byteCount: written)
    (start, head, self.end) = (larger, end - written, end)
  }
}
