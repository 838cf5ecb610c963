import NIOCore

/// What the header block of a request says, gathered field by field without building strings for
/// what gRPC itself defines.
struct RequestHead {
  /// The registered route, when the path is exactly one.
  private(set) var route: Route?
  /// The path of an unknown method, cut to what a log can bear.
  private(set) var unknownPath = ""
  private(set) var metadata = RPCMetadata()
  /// Where the caller says that it stands in a trace.
  private(set) var trace = TraceFields()
  private(set) var timeoutNanoseconds: Int64?
  /// How the messages of the request are encoded; nil when it is none we know.
  private(set) var compression: RPCCompression? = .identity
  /// Whether the caller reads gzip.
  private(set) var isGzipAccepted = false
  private var isPost = false
  private var isGRPC = false
  private var acceptsTrailers = false
  private var isTimeoutBroken = false
  private var isMetadataBroken = false
  private var isTooLarge = false
  private var bytes = 0

  /// Takes one field.
  mutating func add(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, routes: RouteTable, bytesMax: Int
  ) {
    bytes += name.count + value.count + RPCMetadata.entryBytes
    guard bytes <= bytesMax else {
      isTooLarge = true
      return
    }
    if name.first == UInt8(ascii: ":") {
      addPseudo(name: name, value: value, routes: routes)
    } else if name.equals("content-type") {
      isGRPC = ContentType.isGRPC(value)
    } else if name.equals("te") {
      acceptsTrailers = value.equals("trailers")
    } else if name.starts(with: "grpc-") {
      addProtocolField(name: name, value: value)
    } else if name.starts(with: "trace"), trace.receive(name: name, value: value) {
      return
    } else if !Self.isIgnored(name) {
      guard let weight = metadata.receive(name: name, value: value) else {
        isMetadataBroken = true
        return
      }
      bytes += weight
    }
  }

  private mutating func addPseudo(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, routes: RouteTable
  ) {
    if name.equals(":method") { isPost = value.equals("POST") }
    guard name.equals(":path") else { return }
    route = routes.find(value)
    guard route == nil else { return }
    unknownPath = UnknownPath.clean(value)
  }

  private mutating func addProtocolField(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    if name.equals("grpc-timeout") {
      timeoutNanoseconds = CallTimeout.parse(value)
      isTimeoutBroken = timeoutNanoseconds == nil
    } else if name.equals("grpc-encoding") {
      compression = RPCCompression.parse(value)
    } else if name.equals("grpc-accept-encoding") {
      isGzipAccepted = isGzipAccepted || RPCCompression.isGzipListed(value)
    }
  }

  private static func isIgnored(_ name: UnsafeRawBufferPointer) -> Bool {
    name.equals("user-agent") || name.equals("accept-encoding") || name.equals("host")
      || name.equals("content-length")
  }
}

extension RequestHead {
  /// An HTTP status for what is not gRPC at all.
  var httpRefusal: StaticString? {
    if !isPost { return "405" }
    return isGRPC ? nil : "415"
  }

  /// What is wrong with the fields, before anyone looks at the method.
  var refusal: RPCError? {
    if isTooLarge {
      return RPCError(.resourceExhausted, "the request headers are larger than the limit")
    }
    if !acceptsTrailers { return RPCError(.invalidArgument, "the header te: trailers is missing") }
    if isTimeoutBroken { return RPCError(.invalidArgument, "grpc-timeout is malformed") }
    if isMetadataBroken {
      return RPCError(.invalidArgument, "binary metadata is not base64, or lists too much")
    }
    return nil
  }

  /// The path for authorization and records.
  var path: String { route?.path ?? unknownPath }

  /// When the caller stops waiting.
  func deadline(from start: NIODeadline) -> NIODeadline? {
    timeoutNanoseconds.map { start + .nanoseconds(min($0, 10 * 365 * 86_400_000_000_000)) }
  }
}
