import Protobuf

/// Between messages and the length-prefixed bytes that carry them.
enum MessageCoding {
  static func decode<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: UnsafeRawBufferPointer
  ) throws(RPCError) -> Message {
    do throws(ProtobufError) {
      return try Message(protobufBytes: bytes, limits: .defaults)
    } catch {
      throw rpcError(for: error)
    }
  }

  /// The same for a message that travelled as gzip; the limit is that of what it holds.
  static func decodeCompressed<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: UnsafeRawBufferPointer, bytesMax: Int,
    brokenCode: RPCStatusCode
  ) throws(RPCError) -> Message {
    let inflated = GzipCodec.ofThread.withInflated(bytes, bytesMax: bytesMax) { bytes in
      Result { () throws(RPCError) in try decode(type, bytes) }
    }
    switch inflated {
    case .success(let result): return try result.get()
    case .failure(.tooLarge): throw tooLarge
    case .failure(.malformed):
      throw RPCError(brokenCode, "a compressed message is damaged", reason: "MALFORMED_MESSAGE")
    case .failure(.noMemory):
      throw RPCError(.resourceExhausted, "there is no memory to decompress a message")
    }
  }

  /// What a message over the limit is answered with.
  static var tooLarge: RPCError {
    RPCError(
      .resourceExhausted, "a message is larger than the limit", reason: "MESSAGE_TOO_LARGE")
  }

  /// Appends prefix and message; returns how many bytes that were.
  static func encode<Message: ProtobufMessage>(
    _ message: Message, into queue: ByteQueue, bytesMax: Int
  ) throws(RPCError) -> Int {
    let size: Int? = message.withProtobufEncoding { size, pack in
      guard size <= bytesMax, let length = UInt32(exactly: size) else { return nil }
      queue.append(count: MessageQueue.prefixBytes + size) { target in
        target[0] = 0
        target.storeBytes(of: length.bigEndian, toByteOffset: 1, as: UInt32.self)
        pack(UnsafeMutableRawBufferPointer(rebasing: target[MessageQueue.prefixBytes...]))
      }
      return MessageQueue.prefixBytes + size
    }
    guard let size else {
      throw RPCError(.resourceExhausted, "the message to send is larger than the limit")
    }
    return size
  }

  private static func rpcError(for error: ProtobufError) -> RPCError {
    if error.code == .resourceExhausted {
      return RPCError(
        .resourceExhausted, "the message needs too much memory", reason: "MESSAGE_TOO_LARGE")
    }
    return RPCError(.invalidArgument, "the message cannot be decoded", reason: "MALFORMED_MESSAGE")
  }
}
