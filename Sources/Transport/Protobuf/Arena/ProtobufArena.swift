internal import CProtobufC

/// Memory for the C structs or the bytes of one message, taken back all at once.
///
/// Generated code takes an arena, decodes a message in it or writes one, and gives it back, on one
/// thread and without suspending in between. The arena of a thread keeps its first block of 16 KiB;
/// blocks double up to 1 MiB.
public struct ProtobufArena {
  /// How many bytes of the block that a thread keeps can be handed out at once.
  static let firstByteCount = ArenaState.firstBlockBytes - ArenaState.headerBytes

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

  /// Hands out `byteCount` bytes aligned to eight; their content is undefined.
  ///
  /// Only for an arena that was taken without a limit.
  func reserve(byteCount: Int) -> UnsafeMutableRawPointer {
    guard let memory = state.pointee.reserve(byteCount) else {
      preconditionFailure("an arena for encoding has no limit")
    }
    return memory
  }
}
