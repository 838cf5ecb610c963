import NIOCore
import Protobuf

// How messages are taken: at once, or as soon as there is one.

extension MessageStream {
  enum Taken<Message> {
    case message(Message)
    case end
    case nothing
    case failed(RPCError)
  }

  /// Decodes the oldest message; only on the loop.
  final func take<Message: ProtobufMessage>(_ type: Message.Type) -> Taken<Message> {
    let before = inbound?.count ?? 0
    let isCompressed = inbound?.isNextCompressed ?? false
    if let taken = inbound?.take({ decode(type, $0, isCompressed: isCompressed) }) {
      let after = inbound?.count ?? 0
      session?.unbuffer(before - after)
      returnWindow(keeping: after)
      switch taken {
      case .success(let message): return .message(message)
      case .failure(let error): return .failed(error)
      }
    }
    if let failure { return .failed(failure) }
    return isInboundEnded ? .end : .nothing
  }

  private final func decode<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: UnsafeRawBufferPointer, isCompressed: Bool
  ) -> Result<Message, RPCError> {
    isLastCompressed = isCompressed
    guard isCompressed else { return MessageCoding.decode(type, bytes) }
    return MessageCoding.decodeCompressed(
      type, bytes, bytesMax: inboundBytesMax, brokenCode: brokenEncodingCode)
  }

  /// The next message, nil after the last one.
  final func next<Message: ProtobufMessage>(_ type: Message.Type) async throws -> Message? {
    if eventLoop.inEventLoop {
      switch take(type) {
      case .message(let message): return message
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
    switch take(type) {
    case .message(let message): continuation.resume(returning: message)
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
