import NIOCore
import Protobuf

// How messages are taken: at once, or as soon as there is one.

extension MessageStream {
  /// What there is to read.
  ///
  /// Apart from the message itself, so that no type has to be made of it at run time.
  enum Readable {
    case message(UnsafeRawBufferPointer)
    case end
    case nothing
    case failed(RPCError)
  }

  /// What the next read finds; only on the loop.
  final var readable: Readable {
    if let oldest = inbound?.oldest { return .message(oldest) }
    if let failure { return .failed(failure) }
    return isInboundEnded ? .end : .nothing
  }

  /// Decodes the oldest message and removes it, broken or not; only on the loop.
  final func take<Message: ProtobufMessage>(
    _ type: Message.Type, _ oldest: UnsafeRawBufferPointer
  ) throws(RPCError) -> Message {
    defer { discardOldest(oldest) }
    isLastCompressed = inbound?.isNextCompressed ?? false
    guard isLastCompressed else { return try MessageCoding.decode(type, oldest) }
    return try MessageCoding.decodeCompressed(
      type, oldest, bytesMax: inboundBytesMax, brokenCode: brokenEncodingCode)
  }

  private final func discardOldest(_ oldest: UnsafeRawBufferPointer) {
    inbound?.discardOldest(oldest)
    session?.unbuffer(MessageQueue.prefixBytes + oldest.count)
    returnWindow(keeping: inbound?.count ?? 0)
  }

  /// The next message, nil after the last one.
  final func next<Message: ProtobufMessage>(_ type: Message.Type) async throws -> Message? {
    if eventLoop.inEventLoop {
      switch readable {
      case .message(let oldest): return try take(type, oldest)
      case .end: return nil
      case .failed(let error): throw error
      case .nothing: break
      }
    }
    let mark = CancellationMark()
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        self.onLoop { self.takeOrWait(type, mark, continuation) }
      }
    } onCancel: {
      self.onLoop { self.readerCancelled(mark) }
    }
  }

  private final func takeOrWait<Message: ProtobufMessage>(
    _ type: Message.Type, _ mark: CancellationMark,
    _ continuation: UnsafeContinuation<Message?, any Error>
  ) {
    switch readable {
    case .message(let oldest):
      continuation.resume(with: Result { try take(type, oldest) })
    case .end: continuation.resume(returning: nil)
    case .failed(let error): continuation.resume(throwing: error)
    case .nothing where mark.isCancelled:
      continuation.resume(throwing: CancellationError())
    case .nothing:
      setReader(
        MessageWaiter(
          mark: mark, retry: { self.takeOrWait(type, mark, continuation) },
          fail: { continuation.resume(throwing: $0) }))
    }
  }

  /// Reads loop-owned state from any task.
  final func read<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withUnsafeContinuation { continuation in
      onLoop { continuation.resume(returning: body()) }
    }
  }

  /// Runs now when on the loop, and soon when not.
  final func onLoop(_ body: @escaping @Sendable () -> Void) {
    if eventLoop.inEventLoop { body() } else { eventLoop.execute(body) }
  }
}

/// A reader that waits: what to do when there may be something, and when there never will be.
struct MessageWaiter {
  let mark: CancellationMark
  let retry: () -> Void
  let fail: (any Error) -> Void
}
