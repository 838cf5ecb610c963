import Protobuf
import RPC
import RawHTTP2
import TestMessages

/// Makes the parts of requests and responses.
enum RequestBytes {
  /// A whole call on stream 1 that goes well.
  static var plainCall: [UInt8] {
    let head = RawFrame(
      kind: RawFrame.Kind.headers, flags: RawFrame.endHeaders, stream: 1,
      payload: HeaderFields.block(fields(path: EchoMethods.unary.path)))
    let message = TestingV1.Singles.with { $0.aString = "R" }.protobufBytes()
    let body = RawFrame.data(1, RawFrame.message(message), flags: RawFrame.endStream)
    return head.bytes + body.bytes
  }

  /// What every request says.
  static func fields(path: String) -> [HeaderFields.Field] {
    [
      HeaderFields.field(":method", "POST"), HeaderFields.field(":scheme", "https"),
      HeaderFields.field(":path", path), HeaderFields.field(":authority", "fuzz"),
      HeaderFields.field("te", "trailers"),
      HeaderFields.field("content-type", "application/grpc"),
    ]
  }

  /// The message behind its prefix as gzip makes it, or as it is when that is no longer.
  static func compressed(_ message: [UInt8]) -> [UInt8] {
    let plain = RawFrame.message(message)
    let queue = ByteQueue(capacity: plain.count)
    plain.withUnsafeBytes { queue.append($0) }
    _ = GzipCodec.ofThread.compressLast(plain.count, of: queue)
    return Array(queue.readable)
  }

  /// A message that the input describes.
  static func message(_ input: inout InputReader) -> TestingV1.Singles {
    var message = TestingV1.Singles()
    let shape = input.byte()
    message.aUint32 = UInt32(shape & 7)
    message.anInt32 = Int32(Int8(bitPattern: input.byte()))
    if shape & 8 != 0 { message.aString = text(&input) }
    if shape & 16 != 0 {
      message.someBytes = Array(repeating: shape, count: Int(input.byte()) * 12)
    }
    if shape & 32 != 0 { message.leaf = .with { $0.name = text(&input) } }
    if shape & 64 != 0 {
      message.someBytes += input.bytes()
    }
    if shape & 128 != 0 { (message.aBool, message.aFixed32) = (true, UInt32(input.byte())) }
    return message
  }

  private static func text(_ input: inout InputReader) -> String {
    String(decoding: input.bytes(Int(input.byte() & 31)), as: UTF8.self)
      .replacing("\u{0}", with: "")
  }
}
