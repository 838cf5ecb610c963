import NIOCore

/// What was written and not yet encrypted, cut into records.
struct PendingPlaintext {
  private var buffers = CircularBuffer<ByteBuffer>()
  private var promise: EventLoopPromise<Void>?
  /// Where small writes are joined; made when first needed, then reused.
  private var joined = ByteBuffer()

  /// How much is kept, in bytes.
  var readableBytes: Int {
    self.buffers.reduce(0) { $0 + $1.readableBytes }
  }

  /// Adds a write; its promise is completed with all others of the same flush.
  mutating func append(_ buffer: ByteBuffer, promise: EventLoopPromise<Void>?) {
    self.buffers.append(buffer)
    self.promise.setOrCascade(to: promise)
  }

  /// The promise of everything appended since the last call.
  mutating func takePromise() -> EventLoopPromise<Void>? {
    defer { self.promise = nil }
    return self.promise
  }

  /// Forgets everything and fails its writers.
  mutating func fail(_ error: any Error) {
    self.buffers.removeAll()
    self.takePromise()?.fail(error)
  }

  /// Hands the next record of at most `bytesMax` bytes to `body`; `nil` when nothing is left.
  ///
  /// A write that fills a record, or stands alone, is not copied.
  mutating func takeRecord<Result>(
    bytesMax: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    self.dropEmpty()
    guard let first = self.buffers.first else { return nil }
    guard self.buffers.count > 1, first.readableBytes < bytesMax else {
      return self.takeFromFirst(bytesMax: bytesMax, body)
    }
    self.join(bytesMax: bytesMax)
    return self.joined.withUnsafeReadableBytes(body)
  }

  private mutating func takeFromFirst<Result>(
    bytesMax: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    var first = self.buffers.removeFirst()
    let count = min(first.readableBytes, bytesMax)
    let result = first.withUnsafeReadableBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
    first.moveReaderIndex(forwardBy: count)
    if first.readableBytes > 0 { self.buffers.prepend(first) }
    return result
  }

  private mutating func join(bytesMax: Int) {
    self.joined.clear(minimumCapacity: bytesMax)
    while self.joined.readableBytes < bytesMax, var next = self.buffers.popFirst() {
      let room = bytesMax - self.joined.readableBytes
      guard var piece = next.readSlice(length: min(room, next.readableBytes)) else { continue }
      self.joined.writeBuffer(&piece)
      if next.readableBytes > 0 { self.buffers.prepend(next) }
    }
  }

  private mutating func dropEmpty() {
    while let first = self.buffers.first, first.readableBytes == 0 { self.buffers.removeFirst() }
  }
}
