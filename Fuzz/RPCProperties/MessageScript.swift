import Protobuf
import RawHTTP2

/// The bytes of a message on a stream as an input describes them.
enum MessageScript {
  static func bytes(_ input: inout InputReader) -> [UInt8] {
    let shape = input.byte()
    switch shape & 7 {
    case 0, 1, 2: return RawFrame.message(RequestBytes.message(&input).protobufBytes())
    case 3: return RequestBytes.compressed(RequestBytes.message(&input).protobufBytes())
    case 4: return RawFrame.message(input.bytes(), flag: shape & 8 != 0 ? 1 : 0)
    case 5: return Array(repeating: shape >> 3, count: Int(input.byte()) * 8)
    case 6:
      // Several messages at once.
      let one = RawFrame.message(RequestBytes.message(&input).protobufBytes())
      return (0...(shape >> 5)).flatMap { _ in one }
    default: return input.bytes()
    }
  }
}
