import NIOCore
import Synchronization
import TLS

/// What a raw peer has received: filled on the channel's loop, asked from any task.
final class RawInbox: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  /// Everything so far.
  struct Content: Sendable {
    var bytes: [UInt8] = []
    var frames: [RawFrame] = []
    var isEstablished = false
    var isClosed = false
    fileprivate var reader = FrameReader(hasPreface: false)
  }

  typealias Condition = @Sendable (Content) -> Bool

  private struct Waiter {
    let condition: Condition
    let promise: EventLoopPromise<Void>
  }

  private struct State {
    var content = Content()
    var waiters: [Int: Waiter] = [:]
    var number = 0
  }

  private let state = Mutex(State())
  private let isPlain: Bool
  private let receivedBytesMax: Int

  init(isPlain: Bool, receivedBytesMax: Int) {
    self.isPlain = isPlain
    self.receivedBytesMax = receivedBytesMax
  }

  var content: Content { state.withLock { $0.content } }

  func channelActive(context: ChannelHandlerContext) {
    if isPlain { change { $0.isEstablished = true } }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is TLSHandshakeCompleted else { return }
    change { $0.isEstablished = true }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    let isFull = change { content in
      content.bytes += buffer.readableBytesView
      content.frames += content.reader.read(buffer.readableBytesView)
      return content.bytes.count > self.receivedBytesMax
    }
    if isFull { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    change { $0.isClosed = true }
  }

  /// Waits until the condition holds, the connection is closed, the time is up or the task is
  /// cancelled, whichever comes first.
  func wait(
    on loop: any EventLoop, atMost time: Duration?, until condition: @escaping Condition
  ) async {
    let promise = loop.makePromise(of: Void.self)
    let number = enlist(Waiter(condition: condition, promise: promise))
    let timer = time.map { time in
      loop.scheduleTask(in: TimeAmount(time)) { self.release { $0 == number } }
    }
    change { _ in }
    await withTaskCancellationHandler {
      try? await promise.futureResult.get()
    } onCancel: {
      release { $0 == number }
    }
    timer?.cancel()
  }

  private func enlist(_ waiter: Waiter) -> Int {
    state.withLock { state in
      state.number += 1
      state.waiters[state.number] = waiter
      return state.number
    }
  }

  /// Changes what is there and wakes whoever waited for it; conditions run under the lock.
  @discardableResult
  private func change<Result: Sendable>(_ body: (inout Content) -> Result) -> Result {
    let (result, ready) = state.withLock { state in
      let result = body(&state.content)
      let content = state.content
      let ready = state.waiters.filter { content.isClosed || $0.value.condition(content) }
      return (result, Set(ready.keys))
    }
    if !ready.isEmpty { release(where: ready.contains) }
    return result
  }

  private func release(where isReady: (Int) -> Bool) {
    let released = state.withLock { state in
      let released = state.waiters.filter { isReady($0.key) }
      for number in released.keys { state.waiters[number] = nil }
      return released.values.map(\.promise)
    }
    for promise in released { promise.succeed() }
  }
}
