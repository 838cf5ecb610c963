internal import CProtobufC

/// Memory for the C structs of one call, taken back all at once.
///
/// Generated code takes an arena, decodes or lays out one message in it and gives it back, on one
/// thread and without suspending in between. The arena of a thread keeps its first block of 16 KiB;
/// blocks double up to 1 MiB.
public struct ProtobufArena {
  private let state: UnsafeMutablePointer<ArenaState>

  /// Takes the arena of this thread, or a new one when that is in use.
  ///
  /// - Parameter bytesMax: How many bytes it may hand out; nothing for our own values, whose size
  ///   is not chosen by others.
  public static func take(bytesMax: Int? = nil) -> ProtobufArena {
    let state = ThreadArena.take()
    state.pointee.bytesLeft = bytesMax ?? Int.max
    return ProtobufArena(state: state)
  }

  /// Gives the arena back; every pointer into it is void from here on.
  public func giveBack() {
    ThreadArena.giveBack(state)
  }

  /// Decodes bytes into a C struct, whose descriptor is `type`, after a check of their structure.
  ///
  /// - Throws: ``ProtobufError`` with `malformed` or `resourceExhausted`.
  public func unpack(
    _ bytes: UnsafeRawBufferPointer, as type: UnsafeRawPointer, limits: ProtobufLimits
  ) throws(ProtobufError) -> UnsafeMutableRawPointer {
    guard bytes.count <= limits.messageBytesMax else {
      throw ProtobufError(.resourceExhausted, "The message is larger than the limit.")
    }
    let type = type.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    try StructureCheck.check(bytes, as: type)
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard
      let message = protobuf_c_message_unpack(
        type, state.pointee.allocator, bytes.count, start)
    else {
      throw state.pointee.isExhausted
        ? ProtobufError(.resourceExhausted, "The message needs more memory than the limit.")
        : ProtobufError(.malformed, "The bytes are no such message.")
    }
    return UnsafeMutableRawPointer(message)
  }

  /// The encoded size of a C struct, in bytes.
  public func packedSize(of message: UnsafeRawPointer) -> Int {
    protobuf_c_message_get_packed_size(message.assumingMemoryBound(to: ProtobufCMessage.self))
  }

  /// Encodes a C struct into the start of a buffer of at least its encoded size.
  public func pack(
    _ message: UnsafeRawPointer, size: Int, into buffer: UnsafeMutableRawBufferPointer
  ) {
    precondition(buffer.count >= size, "the buffer holds the encoded message")
    guard size > 0, let start = buffer.baseAddress else { return }
    protobuf_c_message_pack(
      message.assumingMemoryBound(to: ProtobufCMessage.self),
      start.assumingMemoryBound(to: UInt8.self))
  }

  /// Hands out `byteCount` bytes aligned to eight; their content is undefined.
  ///
  /// Only for an arena that was taken without a limit.
  public func reserve(byteCount: Int) -> UnsafeMutableRawPointer {
    guard let memory = state.pointee.reserve(byteCount) else {
      preconditionFailure("an arena for encoding has no limit")
    }
    return memory
  }
}

extension ProtobufArena {
  /// Hands out memory for `count` values of a trivial C type; its content is undefined.
  @inlinable
  public func reserve<Value>(
    _ type: Value.Type, count: Int = 1
  ) -> UnsafeMutablePointer<Value> {
    reserve(byteCount: MemoryLayout<Value>.stride * count).bindMemory(to: type, capacity: count)
  }

  /// Copies a text into the arena.
  public func copy(_ text: String) -> (start: UnsafeMutablePointer<UInt8>?, count: Int) {
    var text = text
    return text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
  }

  /// Copies bytes into the arena.
  public func copy(_ bytes: [UInt8]) -> (start: UnsafeMutablePointer<UInt8>?, count: Int) {
    bytes.withUnsafeBytes { copy($0) }
  }

  private func copy(
    _ bytes: UnsafeRawBufferPointer
  ) -> (start: UnsafeMutablePointer<UInt8>?, count: Int) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return (nil, 0) }
    let start = reserve(byteCount: bytes.count)
    start.copyMemory(from: source, byteCount: bytes.count)
    return (start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }
}
