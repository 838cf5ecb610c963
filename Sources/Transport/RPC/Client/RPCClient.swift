public import NIOCore
public import Protobuf
import Synchronization
public import TLS

/// Calls the methods of one service, at one address or at several.
///
/// Connects on first use, over mutually authenticated TLS, one connection for each address that is
/// in use; connects again with growing, jittered delays, and resolves host names anew each time. A
/// call that finds no connection fails with UNAVAILABLE when every address has failed, or waits
/// until its deadline with `isWaitForReady`. Calls in flight on a lost connection fail with
/// UNAVAILABLE, or are made again if the retry policy says that they may: whether they had an effect
/// is unknown. Calls that the server says it has not begun with move to another connection by
/// themselves.
public final class RPCClient: Sendable {
  let core: ClientCore
  private let isClosed = Atomic(false)

  /// A client of one address that is not connected yet.
  ///
  /// - Parameters:
  ///   - target: Where the server listens.
  ///   - tls: Our certificate and the authority whose certificates we accept.
  ///   - expecting: Whom we expect there; anyone else is refused.
  ///   - eventLoop: Where the client lives; callers on the same loop need no hop.
  ///   - limits: Every bound.
  ///   - backoff: How long to wait before connecting again.
  ///   - retry: Which failed calls are made again; nil for none.
  ///   - random: The source of jitter.
  ///   - observeConnection: Told why attempts to connect fail, and of connections that come and go.
  public convenience init(
    target: RPCTarget, tls: TLSContext, expecting: TLSPeerExpectation, eventLoop: any EventLoop,
    limits: RPCLimits = .defaults, backoff: RPCBackoff = .defaults, retry: RPCRetryPolicy? = nil,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
    observeConnection: @escaping RPCConnectionObserver = { _ in }
  ) {
    var settings = ClientSettings(
      targets: [target], balancing: .pickFirst, limits: limits, backoff: backoff, retry: retry,
      random: random)
    settings.observeConnection = observeConnection
    self.init(
      settings, eventLoop: eventLoop, connector: .tls(tls, expecting: expecting, limits: limits))
  }

  /// A client of several addresses of one service that is not connected yet.
  ///
  /// Every address has its own connection and its own delays. A host name that stands for several
  /// machines is one address: each attempt to connect resolves it anew and takes what answers.
  ///
  /// - Parameters:
  ///   - targets: Where the service listens: 1 to 64 addresses.
  ///   - balancing: Which of them serve.
  ///   - tls: Our certificate and the authority whose certificates we accept.
  ///   - expecting: Whom we expect at each of them; anyone else is refused.
  ///   - eventLoop: Where the client lives; callers on the same loop need no hop.
  ///   - limits: Every bound.
  ///   - backoff: How long to wait before connecting to the same address again.
  ///   - retry: Which failed calls are made again; nil for none.
  ///   - random: The source of jitter.
  ///   - observeConnection: Told why attempts to connect fail, and of connections that come and go.
  /// - Throws: ``RPCError`` INVALID_ARGUMENT for no address, too many, or one that cannot be.
  public convenience init(
    targets: [RPCTarget], balancing: RPCBalancing, tls: TLSContext,
    expecting: TLSPeerExpectation, eventLoop: any EventLoop, limits: RPCLimits = .defaults,
    backoff: RPCBackoff = .defaults, retry: RPCRetryPolicy? = nil,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
    observeConnection: @escaping RPCConnectionObserver = { _ in }
  ) throws(RPCError) {
    guard (1...AddressSet.addressesMax).contains(targets.count) else {
      throw RPCError(
        .invalidArgument, "a client needs 1 to \(AddressSet.addressesMax) addresses")
    }
    for target in targets { try target.validate() }
    var settings = ClientSettings(
      targets: targets, balancing: balancing, limits: limits, backoff: backoff, retry: retry,
      random: random)
    settings.observeConnection = observeConnection
    self.init(
      settings, eventLoop: eventLoop, connector: .tls(tls, expecting: expecting, limits: limits))
  }

  /// A client over any kind of channel, so that tests can do without sockets and without a clock.
  package init(
    _ settings: ClientSettings, eventLoop: any EventLoop, connector: RPCConnector
  ) {
    core = ClientCore(settings, eventLoop: eventLoop, connector: connector)
  }

  deinit {
    // A client that was closed may outlive its loop.
    guard !isClosed.load(ordering: .relaxed) else { return }
    let core = core
    core.eventLoop.execute { core.close(nil) }
  }

  /// The loop the client lives on.
  public var eventLoop: any EventLoop { core.eventLoop }

  /// How much of everything the client holds now.
  package func census() async -> ClientCensus {
    let core = core
    return await withCheckedContinuation { continuation in
      core.eventLoop.execute { continuation.resume(returning: core.census) }
    }
  }

  /// Ends all calls with UNAVAILABLE and closes every connection.
  public func close() async {
    let core = core
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    await withCheckedContinuation { continuation in
      core.eventLoop.execute { core.close(continuation) }
    }
  }
}

// MARK: - Typed calls

extension RPCClient {
  /// One request, one response.
  ///
  /// - Throws: ``RPCError``; also for a cancelled task (CANCELLED) and a passed deadline.
  public func unary<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>, _ request: Q, options: RPCCallOptions = .defaults
  ) async throws -> A {
    try await unary(path: method.path, request, A.self, options: options).message
  }

  /// One request, one response with its headers and trailers.
  ///
  /// - Throws: ``RPCError``.
  public func unaryResponse<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>, _ request: Q, options: RPCCallOptions = .defaults
  ) async throws -> RPCResponse<A> {
    try await unary(path: method.path, request, A.self, options: options)
  }

  /// One request, many responses; the call starts at once, its failure is thrown by the stream.
  ///
  /// - Throws: ``RPCError`` for a request that cannot be sent.
  public func serverStreaming<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>, _ request: Q, options: RPCCallOptions = .defaults
  ) async throws -> RPCResponseStream<A> {
    startServerStreaming(path: method.path, request, A.self, options: options)
  }

  /// Many requests, which `body` writes; one response, which is awaited after it.
  ///
  /// - Throws: ``RPCError``, or what `body` throws; the call is cancelled then.
  public func clientStreaming<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>, options: RPCCallOptions = .defaults,
    _ body: (RPCRequestWriter<Q>) async throws -> Void
  ) async throws -> A {
    let call = UnaryClientCall<A>(client: self, path: method.path, options: options)
    call.onLoop { call.submit() }
    return try await withTaskCancellationHandler {
      let writer = RPCRequestWriter<Q>(call: call)
      do {
        try await body(writer)
      } catch {
        // What the writer throws because the call is answered is no failure of the caller's.
        guard error is RPCError, await call.read({ call.isEnded }) else {
          call.onLoop { call.cancel() }
          throw error
        }
      }
      writer.finish()
      return try await withUnsafeThrowingContinuation { continuation in
        call.onLoop { call.finish(to: continuation) }
      }.message
    } onCancel: {
      call.onLoop { call.cancel() }
    }
  }

  /// Many requests and many responses, both within `body`.
  ///
  /// When `body` returns, the call is over: what it has not read is dropped.
  ///
  /// - Throws: What `body` throws; reading throws ``RPCError``.
  public func bidirectionalStreaming<Q: ProtobufMessage, A: ProtobufMessage, Result>(
    _ method: RPCMethod<Q, A>, options: RPCCallOptions = .defaults,
    _ body: (RPCRequestWriter<Q>, RPCResponseStream<A>) async throws -> Result
  ) async throws -> Result {
    let call = ClientCall(client: self, path: method.path, options: options)
    call.onLoop { call.submit() }
    defer { call.onLoop { call.cancel() } }
    return try await withTaskCancellationHandler {
      try await body(RPCRequestWriter(call: call), RPCResponseStream(call: call))
    } onCancel: {
      call.onLoop { call.cancel() }
    }
  }
}

// MARK: - Calls with encoded messages

extension RPCClient {
  /// One encoded request, one encoded response.
  ///
  /// - Throws: ``RPCError``.
  public func rawUnary(
    path: String, request: [UInt8], options: RPCCallOptions = .defaults
  ) async throws -> [UInt8] {
    try await unary(
      path: path, RPCRawMessage(bytes: request), RPCRawMessage.self, options: options
    ).message.bytes
  }

  /// One encoded request, many encoded responses, which are pulled one at a time.
  ///
  /// - Throws: ``RPCError`` for a request that cannot be sent.
  public func rawServerStreaming(
    path: String, request: [UInt8], options: RPCCallOptions = .defaults
  ) async throws -> AsyncThrowingStream<[UInt8], any Error> {
    let stream = startServerStreaming(
      path: path, RPCRawMessage(bytes: request), RPCRawMessage.self, options: options)
    return AsyncThrowingStream {
      var iterator = stream.makeAsyncIterator()
      return try await iterator.next()?.bytes
    }
  }
}

extension RPCClient {
  private func unary<Q: ProtobufMessage, A: ProtobufMessage>(
    path: String, _ request: Q, _ type: A.Type, options: RPCCallOptions
  ) async throws -> RPCResponse<A> {
    let call = UnaryClientCall<A>(client: self, path: path, options: options)
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        call.onLoop { call.begin(request, continuation) }
      }
    } onCancel: {
      call.onLoop { call.cancel() }
    }
  }

  private func startServerStreaming<Q: ProtobufMessage, A: ProtobufMessage>(
    path: String, _ request: Q, _ type: A.Type, options: RPCCallOptions
  ) -> RPCResponseStream<A> {
    let call = ClientCall(client: self, path: path, options: options)
    call.onLoop {
      do throws(RPCError) {
        try call.enqueue(request)
        call.endRequest()
        call.isRepeatable = true
        call.submit()
      } catch {
        call.end(error)
      }
    }
    return RPCResponseStream(call: call)
  }
}
