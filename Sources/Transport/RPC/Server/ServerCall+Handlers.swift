import Protobuf

// How each kind of handler is run. The task begins on the event loop and prefers it throughout.

extension ServerCall {
  func startUnary<Q: ProtobufMessage, A: ProtobufMessage>(
    _ handler: @escaping @Sendable (Q, RPCContext) async throws -> A
  ) {
    guard let request = takeRequest(Q.self) else { return }
    let context = context
    run {
      do {
        self.answer(try await handler(request, context))
      } catch {
        self.complete(throwing: error)
      }
    }
  }

  func startServerStreaming<Q: ProtobufMessage, A: ProtobufMessage>(
    _ handler: @escaping @Sendable (Q, RPCResponseWriter<A>, RPCContext) async throws -> Void
  ) {
    guard let request = takeRequest(Q.self) else { return }
    let context = context
    run {
      do {
        try await handler(request, RPCResponseWriter(call: self), context)
        self.complete()
      } catch {
        self.complete(throwing: error)
      }
    }
  }

  func startClientStreaming<Q: ProtobufMessage, A: ProtobufMessage>(
    _ handler: @escaping @Sendable (RPCRequestStream<Q>, RPCContext) async throws -> A
  ) {
    let context = context
    run {
      do {
        self.answer(try await handler(RPCRequestStream(call: self), context))
      } catch {
        self.complete(throwing: error)
      }
    }
  }

  func startBidirectionalStreaming<Q: ProtobufMessage, A: ProtobufMessage>(
    _ handler:
      @escaping @Sendable (RPCRequestStream<Q>, RPCResponseWriter<A>, RPCContext) async throws ->
      Void
  ) {
    let context = context
    run {
      do {
        try await handler(RPCRequestStream(call: self), RPCResponseWriter(call: self), context)
        self.complete()
      } catch {
        self.complete(throwing: error)
      }
    }
  }
}
