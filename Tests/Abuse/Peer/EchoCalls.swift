import RPC
import RawHTTP2
import TestMessages

/// The calls that attackers make, as frames.
enum EchoCalls {
  static let echo = TestingV1.EchoService.echo.path
  static let `repeat` = TestingV1.EchoService.repeat.path
  static let collect = TestingV1.EchoService.collect.path
  static let converse = TestingV1.EchoService.converse.path

  /// An encoded `EchoRequest`, which as an `EchoResponse` is the answer too.
  static let request = text(String(repeating: "e", count: 300))

  /// A message whose first field is that text.
  static func text(_ text: String) -> [UInt8] {
    [0x0A] + varint(text.utf8.count) + Array(text.utf8)
  }

  /// An encoded `RepeatRequest`.
  static func repeating(_ text: String, count: Int) -> [UInt8] {
    self.text(text) + [0x10] + varint(count)
  }

  /// A whole call with one message.
  static func call(_ stream: UInt32, _ path: String, _ message: [UInt8]) -> [UInt8] {
    RawFrame.call(stream, path: path).bytes
      + RawFrame.data(stream, RawFrame.message(message), flags: RawFrame.endStream).bytes
  }

  /// The number of the client's n-th stream, from 0 on.
  static func stream(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: index) * 2 + 1 }

  private static func varint(_ value: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = UInt64(max(0, value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(truncatingIfNeeded: rest)]
  }
}
