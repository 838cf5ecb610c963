import NIOCore
import Protobuf

/// A stream that carries gRPC messages both ways, with writers and a reader that wait.
///
/// Writers wait while more than `queuedBytesPerStreamMax` is queued; the peer gets its window back
/// as the reader takes messages, or while the reader waits for a message longer than the window.
/// All state belongs to the event loop; the asynchronous faces hop to it.
class MessageStream: HTTP2Stream, @unchecked Sendable {
  final let limits: RPCLimits
  /// What has arrived; nil until the first byte.
  final var inbound: MessageQueue?
  private final var inboundBytes: ByteQueue?
  /// Bytes of the stream's window that the peer has used and we keep.
  private final var unreturned = 0
  private final var reader: MessageWaiter?
  /// A task was cancelled that reads, or was about to.
  private final var isReaderCancelled = false
  private final var writers: [UnsafeContinuation<Void, any Error>] = []
  /// Why reading and writing are over; nil while the call lives.
  private(set) final var failure: RPCError?
  /// The peer has sent its last message.
  final var isInboundEnded = false
  /// How the peer encodes its messages.
  final var inboundCompression = RPCCompression.identity
  /// Whether our messages are compressed, which the headers must have said.
  final var isCompressing = false
  /// Whether the message that was read last came compressed.
  private(set) final var isLastCompressed = false
  /// The limit of one received message, decompressed.
  final var inboundBytesMax: Int
  final var receivedBytes = 0
  final var sentBytes = 0

  init(eventLoop: any EventLoop, limits: RPCLimits) {
    self.limits = limits
    self.inboundBytesMax = limits.messageBytesMax
    super.init(eventLoop: eventLoop)
  }

  /// How many tasks wait because too much is queued.
  final var waitingWriters: Int { writers.count }

  /// Whether a message may be sent, and what must go before it; overridden by both ends.
  func prepareToSend() throws(RPCError) {}
  /// What a peer is told whose compressed message cannot be read.
  var brokenEncodingCode: RPCStatusCode { .internalError }
  /// The other side broke the framing.
  func framingFailed(_ error: RPCError) {}
  /// The task that reads has been cancelled.
  func readerCancelled() {
    if let reader = takeReader() {
      reader.fail(CancellationError())
    } else {
      isReaderCancelled = true
    }
  }

  override func outboundMoved() {
    guard !writers.isEmpty, queuedBytes <= limits.queuedBytesPerStreamMax / 2 else { return }
    let waiting = writers
    writers.removeAll(keepingCapacity: true)
    for writer in waiting { writer.resume() }
  }

  /// Takes everything away from reader and writers, with the reason.
  final func fail(_ error: RPCError) {
    guard failure == nil else { return }
    failure = error
    takeReader()?.retry()
    failWriters(error)
  }

  /// Nothing more may be sent.
  final func failWriters(_ error: RPCError) {
    let waiting = writers
    writers.removeAll()
    for writer in waiting { writer.resume(throwing: error) }
  }

  /// Gives the queues to the next stream of the session.
  final func releaseQueues() {
    session?.unbuffer(inbound?.count ?? 0)
    session?.load?.unbuffer(queuedBytes)
    if let queue = outbound { session?.pool.give(queue) }
    if let queue = inboundBytes, inbound?.completeCount == 0 { session?.pool.give(queue) }
    outbound = nil
    if inbound?.completeCount == 0 {
      inbound = nil
      inboundBytes = nil
    }
  }
}

extension MessageStream {
  /// Stores bytes of a DATA frame and wakes the reader; false when the framing is broken.
  final func store(_ bytes: UnsafeRawBufferPointer) -> Bool {
    receivedBytes += bytes.count
    unreturned += bytes.count
    guard session?.buffer(bytes.count) ?? true else {
      session?.unbuffer(bytes.count)
      framingFailed(RPCError(.resourceExhausted, "the connection holds too many unread messages"))
      return false
    }
    if inbound == nil { makeInbound() }
    if let error = refusal(of: inbound?.append(bytes) ?? .stored) {
      session?.unbuffer(bytes.count)
      framingFailed(error)
      return false
    }
    wakeReader()
    return true
  }

  /// Why bytes were not stored, nil when they were.
  private final func refusal(of verdict: MessageQueue.OnBytes) -> RPCError? {
    switch verdict {
    case .stored: nil
    case .tooLarge: MessageCoding.tooLarge
    case .compressed:
      RPCError(.internalError, "a message is compressed although no encoding was named")
    case .malformed: RPCError(.invalidArgument, "a message has a malformed prefix")
    }
  }

  private final func makeInbound() {
    let queue = session?.pool.take() ?? ByteQueue()
    inboundBytes = queue
    inbound = MessageQueue(
      bytes: queue, messageBytesMax: inboundBytesMax,
      mayBeCompressed: inboundCompression != .identity)
  }

  /// Wakes the reader after a message or the end has come, or opens the window for the rest.
  final func wakeReader() {
    guard reader != nil else { return }
    if inbound?.completeCount ?? 0 > 0 || isInboundEnded {
      takeReader()?.retry()
    } else {
      returnWindow(keeping: 0)
    }
  }

  /// Whether the peer owes the rest of a message and has room to send it.
  final var isPeerMidMessage: Bool {
    (inbound?.isPartial ?? false) && unreturned < limits.streamWindowBytes / 2
  }

  /// Gives the peer back all of the window but what is still stored.
  final func returnWindow(keeping stored: Int) {
    let count = unreturned - stored
    guard count > 0, !isInboundEnded else { return }
    unreturned = stored
    session?.consume(self, count)
  }

  fileprivate final func takeReader() -> MessageWaiter? {
    defer { reader = nil }
    return reader
  }

  fileprivate final func setReader(_ waiter: MessageWaiter) {
    guard reader == nil else {
      waiter.fail(RPCError(.failedPrecondition, "a stream of messages has one reader"))
      return
    }
    reader = waiter
    if inbound?.isPartial ?? false { returnWindow(keeping: 0) }
  }
}

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
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        self.onLoop { self.takeOrWait(type, continuation) }
      }
    } onCancel: {
      self.onLoop { self.readerCancelled() }
    }
  }

  private final func takeOrWait<Message: ProtobufMessage>(
    _ type: Message.Type, _ continuation: UnsafeContinuation<Message?, any Error>
  ) {
    switch take(type) {
    case .message(let message): continuation.resume(returning: message)
    case .end: continuation.resume(returning: nil)
    case .failed(let error): continuation.resume(throwing: error)
    case .nothing where isReaderCancelled:
      isReaderCancelled = false
      continuation.resume(throwing: CancellationError())
    case .nothing:
      setReader(
        MessageWaiter(
          retry: { self.takeOrWait(type, continuation) },
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

/// A reader that waits: what to do when there may be something, and when there never will be.
struct MessageWaiter {
  let retry: () -> Void
  let fail: (any Error) -> Void
}
