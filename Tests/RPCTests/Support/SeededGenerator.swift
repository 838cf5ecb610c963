import Foundation

/// Random numbers that a seed repeats; the seed is printed, and `HMO_TEST_SEED` sets it.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(named name: String) {
    let given = ProcessInfo.processInfo.environment["HMO_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: .min ... .max)
    FileHandle.standardError.write(Data("\(name): HMO_TEST_SEED=\(seed)\n".utf8))
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}

extension String {
  /// Lends the UTF-8 of the text.
  func withRawBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Array(utf8).withUnsafeBytes(body)
  }
}
