/// The number of a trace: all calls that one request from outside led to.
public struct RPCTraceID: Sendable, Hashable {
  /// The first eight bytes.
  public let high: UInt64
  /// The last eight bytes.
  public let low: UInt64

  /// A number; nil when all bits are zero, which names no trace.
  public init?(high: UInt64, low: UInt64) {
    guard high | low != 0 else { return nil }
    self.init(validHigh: high, low: low)
  }

  init(validHigh high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The number in 16 bytes, the highest first; nil for another count or for zeros.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(high: UInt64(bigEndianBytes: bytes[..<8]), low: UInt64(bigEndianBytes: bytes[8...]))
  }

  /// The number as 16 bytes, the highest first.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }

  /// How many bytes a number has.
  public static let byteCount = 16
}

extension RPCTraceID: CustomStringConvertible {
  /// 32 lower-case hexadecimal digits.
  public var description: String {
    String(unsafeUninitializedCapacity: 32) { text in
      Hexadecimal.write(high, to: text, at: 0)
      Hexadecimal.write(low, to: text, at: 16)
      return 32
    }
  }
}
