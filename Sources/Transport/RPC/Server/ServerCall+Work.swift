import Protobuf

// The work that a call asks for: what its handler is given, how it runs, and how it ends.

extension ServerCall {
  /// Whether the response headers can still say something.
  var areHeadersOpen: Bool { machine.areHeadersOpen }

  var context: RPCContext {
    RPCContext(
      path: head.path, peer: peer, deadline: deadline, metadata: head.metadata,
      trace: trace, eventLoop: eventLoop, call: self)
  }

  /// Whether the handler is still wanted.
  var isWanted: Bool { !machine.isOver }

  /// Runs the handler's task, starting on the loop at once.
  func run(_ work: sending @escaping () async -> Void) {
    guard let executor = connection?.executor else { return }
    isHandlerRunning = true
    let task = executor.start(work)
    guard isHandlerRunning else { return }
    self.task = task
    if machine.isOver { task.cancel() }
  }

  /// The handler has returned or thrown.
  private func handlerEnded() {
    isHandlerRunning = false
    task = nil
    leaveLoad()
  }

  /// The call weighs on the server until its stream is gone and its handler has returned.
  func leaveLoad() {
    guard isInLoad, isStreamGone, !isHandlerRunning else { return }
    isInLoad = false
    service.load.callEnded(identityLoad, of: peer)
  }

  /// The only message of the request; a malformed one is answered here.
  func takeRequest<Q: ProtobufMessage>(_ type: Q.Type) -> Q? {
    switch readable {
    case .message(let oldest):
      do throws(RPCError) {
        return try take(type, oldest)
      } catch {
        finish(error)
      }
    case .failed(let error): finish(error)
    case .end, .nothing: finish(RPCError(.invalidArgument, "the request has no message"))
    }
    return nil
  }

  /// Sends the only response and success.
  func answer<A: ProtobufMessage>(_ message: A) {
    onLoop {
      do throws(RPCError) {
        try self.enqueue(message)
        self.finish(nil)
      } catch {
        self.finish(error)
      }
      self.handlerEnded()
    }
  }

  /// The handler is through with all responses.
  func complete() {
    onLoop {
      self.finish(nil)
      self.handlerEnded()
    }
  }

  /// The handler threw.
  func complete(throwing error: any Error) {
    let status =
      switch error {
      case let error as RPCError where error.code != .ok: error
      case is CancellationError: RPCError(.cancelled, "the call was cancelled")
      default: RPCError(.internalError, "internal error", reason: "INTERNAL")
      }
    onLoop {
      self.finish(status)
      self.handlerEnded()
    }
  }
}
