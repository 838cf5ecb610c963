import NIOCore

/// Stands where TLS would, and notices what is written once the connection was told to close.
final class WriteWatch: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var isClosed = false
  /// Whether something was written after the end.
  private(set) var hasWrittenAfterEnd = false

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if isClosed { hasWrittenAfterEnd = true }
    context.write(data, promise: promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    isClosed = true
    context.close(mode: mode, promise: promise)
  }
}

@available(*, unavailable)
extension WriteWatch: Sendable {}
