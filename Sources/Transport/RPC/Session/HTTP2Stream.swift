import NIOCore

/// One stream of a session: bytes out of a queue, events in.
///
/// The two ends of a call inherit from it, so that a call is one allocation and an event one virtual
/// call.
///
/// Sendable although mutable: everything here is read and written on `eventLoop` only, except what
/// is set before the stream is handed to the loop.
class HTTP2Stream: @unchecked Sendable {
  let eventLoop: any EventLoop
  /// Nil before the stream is opened and after it is closed.
  final var session: HTTP2Session?
  final var id: Int32 = 0
  final var slot = -1
  /// What is to be sent; nil until the first byte.
  final var outbound: ByteQueue?
  /// Nothing more will be appended to ``outbound``.
  final var isOutboundEnded = false
  /// The opening HEADERS frame has been handed to the socket; before that the peer knows nothing.
  final var isOpenSent = false
  /// The peer has ended its half.
  final var hasPeerEnded = false
  /// The library waits for ``HTTP2Session/resume(_:)``.
  final var isDeferred = false

  init(eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  /// A field of a header block or of trailers; the memory is valid during the call.
  func receiveField(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {}
  /// A header block has begun.
  func receiveFieldsBegin() {}
  /// A header block is complete.
  func receiveFieldsEnd() {}
  /// Bytes of a DATA frame; the memory is valid during the call.
  func receiveData(_ bytes: UnsafeRawBufferPointer) {}
  /// The peer will send nothing more.
  func receiveEnd() {}
  /// Some of ``outbound`` has gone out.
  func outboundMoved() {}
  /// The last byte of ``outbound`` is on its way: true when trailers were submitted.
  func submitTrailers() -> Bool { false }
  /// The stream is over, for whatever reason; called once.
  func closed(_ code: HTTP2ErrorCode) {}
}

extension HTTP2Stream {
  enum Production {
    case bytes(Int, isLast: Bool, hasTrailers: Bool)
    case deferred
  }

  /// Fills a DATA frame.
  final func produce(into frame: UnsafeMutableRawBufferPointer) -> Production {
    let count = outbound?.read(into: frame) ?? 0
    let isLast = isOutboundEnded && (outbound?.isEmpty ?? true)
    guard count > 0 || isLast else {
      isDeferred = true
      return .deferred
    }
    if count > 0 {
      session?.load?.unbuffer(count)
      outboundMoved()
    }
    return .bytes(count, isLast: isLast, hasTrailers: isLast && submitTrailers())
  }

  final var queuedBytes: Int { outbound?.count ?? 0 }
}
