/// Writes numbers one after the other, the highest byte first.
struct CodeBytesWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  mutating func append(_ value: some FixedWidthInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}

/// Reads what ``CodeBytesWriter`` wrote; zeros behind the end.
struct CodeBytesReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func readCode() -> UInt64 { read(8) }

  mutating func readDay() -> Int32 { Int32(truncatingIfNeeded: read(4)) }

  private mutating func read(_ count: Int) -> UInt64 {
    let end = min(position + count, bytes.count)
    defer { position = end }
    return bytes[position..<end].reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension [UInt64] {
  /// The place of the first of these sorted numbers that is not less than `number`.
  func firstPlace(of number: UInt64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
