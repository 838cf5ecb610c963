import NIOCore
import RawHTTP2
import Synchronization
import TLS

/// What comes back to one attacker: filled on the channel's loop, asked from any task.
final class AttackInbox: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  typealias Condition = @Sendable (Received) -> Bool

  private struct Waiter {
    let condition: Condition
    let promise: EventLoopPromise<Void>
  }

  private struct State {
    var received = Received()
    var reader = FrameReader(hasPreface: false)
    let headers = HeaderReader()
    var waiters: [Int: Waiter] = [:]
    var waiterNumber = 0
  }

  private static let firstBytesMax = 64 * 1024

  private let state = Mutex(State())
  private let isPlain: Bool

  /// An inbox for bytes that are frames, or when plain for any.
  init(isPlain: Bool) {
    self.isPlain = isPlain
  }

  var received: Received { state.withLock { $0.received } }

  func channelActive(context: ChannelHandlerContext) {
    change { state in
      state.received.connectedAt = Clock.now
      if self.isPlain { state.received.establishedAt = Clock.now }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is TLSHandshakeCompleted else { return }
    change { $0.received.establishedAt = Clock.now }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    change { state in
      let room = Self.firstBytesMax - state.received.firstBytes.count
      state.received.firstBytes += buffer.readableBytesView.prefix(room)
      state.received.byteCount += buffer.readableBytes
      if !self.isPlain { Self.read(buffer.readableBytesView, &state) }
    }
  }

  private static func read(_ bytes: ByteBufferView, _ state: inout State) {
    let now = Clock.now
    for frame in state.reader.read(bytes) {
      let isBlock = frame.kind == RawFrame.Kind.headers
      let fields = isBlock ? state.headers.read(frame.payload) : [:]
      state.received.add(frame, fields: fields, at: now)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    change { $0.received.endedAt = Clock.now }
  }

  private func change(_ body: (inout State) -> Void) {
    let ready = state.withLock { state in
      body(&state)
      guard !state.waiters.isEmpty else { return [EventLoopPromise<Void>]() }
      let received = state.received
      let ready = state.waiters.filter { received.endedAt != nil || $0.value.condition(received) }
      for number in ready.keys { state.waiters[number] = nil }
      return ready.values.map(\.promise)
    }
    for promise in ready { promise.succeed() }
  }

  /// Waits until the condition holds, the connection is over or the time is up.
  func wait(on loop: any EventLoop, atMost time: Duration, _ condition: @escaping Condition) async {
    let promise = loop.makePromise(of: Void.self)
    let number = state.withLock { state in
      state.waiterNumber += 1
      state.waiters[state.waiterNumber] = Waiter(condition: condition, promise: promise)
      return state.waiterNumber
    }
    let timer = loop.scheduleTask(in: TimeAmount(time)) { self.release(number) }
    change { _ in }
    try? await promise.futureResult.get()
    timer.cancel()
  }

  private func release(_ number: Int) {
    let waiter = state.withLock { state in
      let waiter = state.waiters[number]
      state.waiters[number] = nil
      return waiter
    }
    waiter?.promise.succeed()
  }
}
