/// Whole multiples of a tenth, hundredth or thousandth as people write them.
///
/// Written byte by byte, because every step of a trace prints amounts and quantities.
enum DecimalText {
  /// Room for a sign, nineteen digits and a point.
  private static let byteCountMax = 24

  /// The text of `value`.
  ///
  /// - Parameters:
  ///   - decimals: How many decimals `value` counts.
  ///   - shown: How many of them stand there even when they are zero.
  static func text(_ value: Int64, decimals: Int, shown: Int) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: byteCountMax) { buffer in
      var place = byteCountMax
      var rest = value.magnitude
      func write(_ byte: UInt8) {
        place -= 1
        buffer[place] = byte
      }
      func writeDigit() {
        write(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      }
      var decimalsLeft = decimals
      while decimalsLeft > shown, rest % 10 == 0 {
        rest /= 10
        decimalsLeft -= 1
      }
      if decimalsLeft > 0 {
        for _ in 0..<decimalsLeft { writeDigit() }
        write(UInt8(ascii: "."))
      }
      repeat { writeDigit() } while rest > 0
      if value < 0 { write(UInt8(ascii: "-")) }
      return String(decoding: UnsafeBufferPointer(rebasing: buffer[place...]), as: UTF8.self)
    }
  }
}
