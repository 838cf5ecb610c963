import NIOCore

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
  final var reader: MessageWaiter?
  final var writers: [MessageWriter] = []
  /// Why reading and writing are over; nil while the call lives.
  private(set) final var failure: RPCError?
  /// The peer has sent its last message.
  final var isInboundEnded = false
  /// How the peer encodes its messages.
  final var inboundCompression = RPCCompression.identity
  /// Whether our messages are compressed, which the headers must have said.
  final var isCompressing = false
  /// Whether the message that was read last came compressed.
  final var isLastCompressed = false
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
  func readerCancelled(_ mark: CancellationMark) {
    mark.isCancelled = true
    guard reader?.mark === mark else { return }
    takeReader()?.fail(CancellationError())
  }

  override func outboundMoved() {
    guard !writers.isEmpty, queuedBytes <= limits.queuedBytesPerStreamMax / 2 else { return }
    let waiting = writers
    writers.removeAll(keepingCapacity: true)
    for writer in waiting { writer.continuation.resume() }
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
    for writer in waiting { writer.continuation.resume(throwing: error) }
  }

  /// Forgets what has arrived and nobody is to read any more.
  final func dropUnread() {
    session?.unbuffer(inbound?.count ?? 0)
    if let queue = inboundBytes { session?.pool.give(queue) }
    inbound = nil
    inboundBytes = nil
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
      framingFailed(RPCError(.resourceExhausted, "too many unread messages are held"))
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

  final func takeReader() -> MessageWaiter? {
    defer { reader = nil }
    return reader
  }

  final func setReader(_ waiter: MessageWaiter) {
    guard reader == nil else {
      waiter.fail(RPCError(.failedPrecondition, "a stream of messages has one reader"))
      return
    }
    reader = waiter
    if inbound?.isPartial ?? false { returnWindow(keeping: 0) }
  }
}
