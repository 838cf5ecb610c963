/// A sequence of pseudo-random numbers (SplitMix64) that a seed settles for all time.
///
/// For invented data and for tests that print their seed; never for keys.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins the sequence of a seed.
  package init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A whole number of the range, the same on every machine; the first bound of an empty range.
  package mutating func number(in range: Range<Int>) -> Int {
    guard !range.isEmpty else { return range.lowerBound }
    let product = UInt64(range.count).multipliedFullWidth(by: next())
    return range.lowerBound + Int(product.high)
  }

  /// One of the elements, or nothing when there are none.
  package mutating func element<Choices: RandomAccessCollection>(
    of choices: Choices
  ) -> Choices.Element? {
    guard !choices.isEmpty else { return nil }
    return choices[choices.index(choices.startIndex, offsetBy: number(in: 0..<choices.count))]
  }

  /// Whether an event with so many chances in a thousand happens.
  package mutating func happens(inThousand chances: Int) -> Bool {
    number(in: 0..<1_000) < chances
  }
}
