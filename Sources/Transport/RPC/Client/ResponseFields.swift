/// What one header block of a response says.
package struct ResponseFields: Equatable {
  /// The HTTP status; nil in trailers.
  package private(set) var httpStatus: Int?
  /// Whether the content type is that of gRPC.
  package private(set) var isGRPC = false
  /// The gRPC status, when it is there.
  package private(set) var status: Int?
  /// The decoded `grpc-message`.
  package private(set) var message = ""
  /// The decoded `grpc-status-details-bin`.
  package private(set) var details: [UInt8] = []
  /// How the messages are encoded; nil when it is none we know.
  package private(set) var compression: RPCCompression? = .identity
  /// The fields of the application.
  package private(set) var metadata = RPCMetadata()
  /// The block is larger than the limit or damaged.
  package private(set) var isBroken = false
  private var bytes = 0

  /// An empty block.
  package init() {}

  /// Takes one field.
  package mutating func add(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, bytesMax: Int
  ) {
    bytes += name.count + value.count + RPCMetadata.entryBytes
    guard bytes <= bytesMax else {
      isBroken = true
      return
    }
    if name.first == UInt8(ascii: ":") {
      if name.equals(":status") { httpStatus = Self.number(value) }
    } else if name.starts(with: "grpc-") {
      addProtocolField(name: name, value: value)
    } else if name.equals("content-type") {
      isGRPC = ContentType.isGRPC(value)
    } else if let weight = metadata.receive(name: name, value: value) {
      bytes += weight
    } else {
      isBroken = true
    }
  }

  private mutating func addProtocolField(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    if name.equals("grpc-status") { status = Self.number(value) ?? RPCStatusCode.unknown.rawValue }
    if name.equals("grpc-encoding") { compression = RPCCompression.parse(value) }
    if name.equals("grpc-message") { message = PercentEncoding.decode(value) }
    if name.equals("grpc-status-details-bin") { details = Base64.decode(value) ?? [] }
  }

  /// A 1xx response, which another one follows.
  package var isInterim: Bool { httpStatus.map { (100..<200).contains($0) } ?? false }

  /// Headers after which messages may come.
  package var isOKResponse: Bool { httpStatus == 200 && isGRPC && !isBroken }

  /// The outcome that the block states, nil for success.
  package var outcome: RPCError? {
    if isBroken { return RPCError(.resourceExhausted, "the response headers are too large") }
    guard let status else { return withoutStatus }
    guard let code = RPCStatusCode(rawValue: status) else {
      return RPCError(.unknown, message)
    }
    guard code != .ok else { return nil }
    var error = RPCError(code, message)
    StatusDetails.decode(details, into: &error)
    return error
  }

  /// What the HTTP status alone says, by the table of the gRPC protocol.
  private var withoutStatus: RPCError {
    let text = "the response carries no gRPC status"
    return switch httpStatus {
    case 400: RPCError(.internalError, text)
    case 401: RPCError(.unauthenticated, text)
    case 403: RPCError(.permissionDenied, text)
    case 404: RPCError(.unimplemented, text)
    case 429, 502, 503, 504: RPCError(.unavailable, text)
    default: RPCError(.unknown, text)
    }
  }

  private static func number(_ text: UnsafeRawBufferPointer) -> Int? {
    guard (1...3).contains(text.count) else { return nil }
    var value = 0
    for digit in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
