public import Protobuf

/// The methods of a server and the closures that answer them.
///
/// A path is registered once; registering it again replaces the first closure. Handlers run on the
/// event loop of the connection and must not block it. What they throw becomes the status: an
/// ``RPCError`` as it is, a cancellation as CANCELLED, anything else as INTERNAL without details.
public struct RPCRouter: Sendable {
  private var routes: [String: Route] = [:]

  /// A router without methods.
  public init() {}

  /// All registered paths, in order.
  public var paths: [String] { routes.keys.sorted() }

  /// Answers a method with one request and one response.
  public mutating func handle<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>,
    unary handler: @escaping @Sendable (Q, RPCContext) async throws -> A
  ) {
    add(method.path, isRequestStreaming: false) { $0.startUnary(handler) }
  }

  /// Answers a method with one request and many responses.
  public mutating func handle<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>,
    serverStreaming handler:
      @escaping @Sendable (Q, RPCResponseWriter<A>, RPCContext) async throws -> Void
  ) {
    add(method.path, isRequestStreaming: false) { $0.startServerStreaming(handler) }
  }

  /// Answers a method with many requests and one response.
  public mutating func handle<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>,
    clientStreaming handler:
      @escaping @Sendable (RPCRequestStream<Q>, RPCContext) async throws -> A
  ) {
    add(method.path, isRequestStreaming: true) { $0.startClientStreaming(handler) }
  }

  /// Answers a method with many requests and many responses.
  public mutating func handle<Q: ProtobufMessage, A: ProtobufMessage>(
    _ method: RPCMethod<Q, A>,
    bidirectionalStreaming handler:
      @escaping @Sendable (RPCRequestStream<Q>, RPCResponseWriter<A>, RPCContext) async throws ->
      Void
  ) {
    add(method.path, isRequestStreaming: true) { $0.startBidirectionalStreaming(handler) }
  }

  private mutating func add(
    _ path: String, isRequestStreaming: Bool, start: @escaping @Sendable (ServerCall) -> Void
  ) {
    routes[path] = Route(path: path, isRequestStreaming: isRequestStreaming, start: start)
  }

  func table() -> RouteTable {
    RouteTable(
      paths.enumerated().compactMap { index, path in routes[path]?.placed(at: index) })
  }
}
