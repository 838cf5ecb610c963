import Protobuf
import RPC

/// A message of two fields, written by hand so that these tests need no generated code.
struct Echo: ProtobufMessage {
  static var protobufName: String { "test.Echo" }

  var payload: [UInt8] = []
  var number: UInt64 = 0

  init() {}

  init(_ payload: [UInt8] = [], number: UInt64 = 0) {
    self.payload = payload
    self.number = number
  }

  init(
    protobufBytes bytes: UnsafeRawBufferPointer, limits: ProtobufLimits
  ) throws(ProtobufError) {
    var index = 0
    while index < bytes.count {
      let key = try Self.varint(bytes, &index)
      switch key {
      case 0x0A:
        let count = Int(clamping: try Self.varint(bytes, &index))
        guard count <= bytes.count - index else { throw ProtobufError(.malformed, "short") }
        payload = [UInt8](bytes[index..<index + count])
        index += count
      case 0x10:
        number = try Self.varint(bytes, &index)
      default:
        throw ProtobufError(.malformed, "unknown field")
      }
    }
  }

  func withProtobufEncoding<Result>(
    _ body: (_ size: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void) throws -> Result
  ) rethrows -> Result {
    var head: [UInt8] = []
    if number != 0 {
      head.append(0x10)
      Self.append(number, to: &head)
    }
    if !payload.isEmpty {
      head.append(0x0A)
      Self.append(UInt64(payload.count), to: &head)
    }
    return try body(head.count + payload.count) { target in
      target.copyBytes(from: head)
      UnsafeMutableRawBufferPointer(rebasing: target[head.count...]).copyBytes(from: payload)
    }
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func varint(
    _ bytes: UnsafeRawBufferPointer, _ index: inout Int
  ) throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard index < bytes.count else { throw ProtobufError(.malformed, "short") }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw ProtobufError(.malformed, "long")
  }
}

/// The methods that the tests call.
enum EchoService {
  static let unary = RPCMethod<Echo, Echo>(
    service: "test.EchoService", name: "Unary", kind: .unary)
  static let stream = RPCMethod<Echo, Echo>(
    service: "test.EchoService", name: "Stream", kind: .serverStreaming)
  static let collect = RPCMethod<Echo, Echo>(
    service: "test.EchoService", name: "Collect", kind: .clientStreaming)
  static let chat = RPCMethod<Echo, Echo>(
    service: "test.EchoService", name: "Chat", kind: .bidirectionalStreaming)
  static let unknown = RPCMethod<Echo, Echo>(
    service: "test.EchoService", name: "Unknown", kind: .unary)

  /// Answers as the names say: `stream` sends the request `number` times, counting.
  static func router() -> RPCRouter {
    var router = RPCRouter()
    router.handle(unary, unary: { request, _ in request })
    router.handle(
      stream,
      serverStreaming: { request, responses, _ in
        for number in 0..<request.number {
          try await responses.write(Echo(request.payload, number: number))
        }
      })
    router.handle(
      collect,
      clientStreaming: { requests, _ in
        var sum = Echo()
        for try await request in requests {
          sum.number += 1
          sum.payload += request.payload
        }
        return sum
      })
    router.handle(
      chat,
      bidirectionalStreaming: { requests, responses, _ in
        for try await request in requests { try await responses.write(request) }
      })
    return router
  }
}
