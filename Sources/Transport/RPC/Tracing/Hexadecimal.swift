/// Numbers as lower-case hexadecimal digits, as W3C Trace Context writes them.
enum Hexadecimal {
  /// Writes 16 digits.
  static func write(
    _ number: UInt64, to text: UnsafeMutableBufferPointer<UInt8>, at offset: Int
  ) {
    for place in 0..<16 {
      text[offset + place] = digit(UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place))))
    }
  }

  /// The digits of a number of 16.
  static func digits(_ number: UInt64) -> [UInt8] {
    (0..<16).map { digit(UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64($0)))) }
  }

  /// The number that up to 16 digits write; nil when one is no lower-case digit.
  static func read(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt64? {
    guard digits.count <= 16 else { return nil }
    var number: UInt64 = 0
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      number = number << 4 | UInt64(value)
    }
    return number
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    let value = byte & 0xF
    return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension UInt64 {
  /// The number in bytes, the highest first.
  init(bigEndianBytes bytes: some Sequence<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The bytes, the highest first.
  var bigEndianBytes: [UInt8] {
    withUnsafeBytes(of: bigEndian) { Array($0) }
  }
}
