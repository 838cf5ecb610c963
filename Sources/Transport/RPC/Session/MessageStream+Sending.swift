import NIOCore
import Protobuf

// How messages are queued, and how writers wait for room.

extension MessageStream {
  /// Queues a message; only on the loop.
  final func enqueue<Message: ProtobufMessage>(
    _ message: Message, isCompressible: Bool = true
  ) throws(RPCError) {
    if let failure { throw failure }
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
      guard queuedBytes > limits.queuedBytesPerStreamMax else { return }
      return try await withUnsafeThrowingContinuation { self.waitForRoom($0) }
    }
    try await withUnsafeThrowingContinuation { continuation in
      eventLoop.execute { self.enqueue(message, isCompressible, continuation) }
    }
  }

  private final func enqueue<Message: ProtobufMessage>(
    _ message: Message, _ isCompressible: Bool, _ continuation: UnsafeContinuation<Void, any Error>
  ) {
    do {
      try enqueue(message, isCompressible: isCompressible)
      waitForRoom(continuation)
    } catch {
      continuation.resume(throwing: error)
    }
  }

  private final func waitForRoom(_ continuation: UnsafeContinuation<Void, any Error>) {
    if let failure {
      continuation.resume(throwing: failure)
    } else if queuedBytes > limits.queuedBytesPerStreamMax {
      writers.append(continuation)
    } else {
      continuation.resume()
    }
  }
}
