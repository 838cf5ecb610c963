/// What a code set holds: codes, or pairs of codes.
package enum CodeContent: Hashable, Sendable {
  /// Codes with days.
  case codes(CodeSet)
  /// Procedures with what may stand with them.
  case pairs(CodePairs)

  /// How many codes or pairs, one for each span of days.
  package var count: Int {
    switch self {
    case .codes(let codes): codes.count
    case .pairs(let pairs): pairs.count
    }
  }

  /// The content as bytes, for a store.
  package var bytes: [UInt8] {
    switch self {
    case .codes(let codes): codes.bytes
    case .pairs(let pairs): pairs.bytes
    }
  }

  /// Reads the content of the set `name` that a store kept; nothing when the bytes are none.
  package init?(bytes: [UInt8], of name: CodeSetName) {
    if name.holdsPairs {
      guard let pairs = CodePairs(bytes: bytes) else { return nil }
      self = .pairs(pairs)
    } else {
      guard let codes = CodeSet(bytes: bytes) else { return nil }
      self = .codes(codes)
    }
  }
}
