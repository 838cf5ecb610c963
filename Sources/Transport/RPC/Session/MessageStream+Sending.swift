import NIOCore
import Protobuf

// How messages are queued, and how writers wait for room.

extension MessageStream {
  /// Queues a message; only on the loop.
  final func enqueue<Message: ProtobufMessage>(
    _ message: Message, isCompressible: Bool = true
  ) throws(RPCError) {
    if let failure { throw failure }
    guard !(session?.isServerFull ?? false) else {
      throw RPCError(.resourceExhausted, "too many unsent messages are held")
    }
    try prepareToSend()
    let queue = outboundQueue()
    let size = try MessageCoding.encode(message, into: queue, bytesMax: limits.messageBytesMax)
    let queued =
      isCompressing && isCompressible ? GzipCodec.ofThread.compressLast(size, of: queue) : size
    sentBytes += queued
    session?.load?.buffer(queued)
    session?.resume(self)
  }

  final func outboundQueue() -> ByteQueue {
    if let outbound { return outbound }
    let queue = session?.pool.take() ?? ByteQueue()
    outbound = queue
    return queue
  }

  /// Queues a message and waits while too much is queued.
  final func send<Message: ProtobufMessage>(
    _ message: Message, isCompressible: Bool = true
  ) async throws {
    if eventLoop.inEventLoop {
      try enqueue(message, isCompressible: isCompressible)
      guard isQueueFull else { return }
    } else {
      let isFull = try await withUnsafeThrowingContinuation { continuation in
        eventLoop.execute {
          continuation.resume(
            with: Result {
              try self.enqueue(message, isCompressible: isCompressible)
              return self.isQueueFull
            })
        }
      }
      guard isFull else { return }
    }
    try await waitForRoom()
  }

  private final var isQueueFull: Bool { queuedBytes > limits.queuedBytesPerStreamMax }

  private final func waitForRoom() async throws {
    let mark = CancellationMark()
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        onLoop { self.waitForRoom(MessageWriter(mark: mark, continuation: continuation)) }
      }
    } onCancel: {
      onLoop { self.writerCancelled(mark) }
    }
  }

  private final func waitForRoom(_ writer: MessageWriter) {
    if let failure {
      writer.continuation.resume(throwing: failure)
    } else if writer.mark.isCancelled {
      writer.continuation.resume(throwing: MessageWriter.cancelled)
    } else if isQueueFull {
      writers.append(writer)
    } else {
      writer.continuation.resume()
    }
  }

  private final func writerCancelled(_ mark: CancellationMark) {
    mark.isCancelled = true
    guard let index = writers.firstIndex(where: { $0.mark === mark }) else { return }
    writers.remove(at: index).continuation.resume(throwing: MessageWriter.cancelled)
  }
}

/// A task that waits until less is queued.
struct MessageWriter {
  let mark: CancellationMark
  let continuation: UnsafeContinuation<Void, any Error>

  static let cancelled = RPCError(.cancelled, "the task that sends was cancelled")
}
