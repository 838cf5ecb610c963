/// Takes an input apart; behind its end there are zeros.
struct InputReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func number16() -> UInt16 { UInt16(byte()) << 8 | UInt16(byte()) }

  mutating func number32() -> UInt32 { UInt32(number16()) << 16 | UInt32(number16()) }

  /// As many bytes as the next one says, or as there are.
  mutating func bytes() -> [UInt8] { bytes(Int(byte())) }

  /// So many bytes, or as many as there are.
  mutating func bytes(_ count: Int) -> [UInt8] {
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return Array(taken)
  }

  /// Everything that is left.
  mutating func remainder() -> [UInt8] {
    defer { rest = [] }
    return Array(rest)
  }
}
