package import Domain

/// The codes of one set with the days of service on which each may be used.
///
/// Twenty-four bytes or fewer a code in three sorted arrays, looked up by halving.
package struct CodeSet: Hashable, Sendable {
  /// A code and its days.
  package struct Entry: Hashable, Sendable {
    /// The code.
    package let code: PackedCode
    /// The days.
    package let days: DaySpan

    /// Makes an entry.
    package init(code: PackedCode, days: DaySpan) {
      self.code = code
      self.days = days
    }
  }

  private let codes: [UInt64]
  private let firstDays: [Int32]
  private let lastDays: [Int32]

  /// Makes a set; a code may have several spans of days.
  package init(_ entries: some Sequence<Entry>) {
    let sorted = entries.sorted { left, right in
      (left.code.value, left.days.from.number) < (right.code.value, right.days.from.number)
    }
    codes = sorted.map(\.code.value)
    firstDays = sorted.map(\.days.from.number)
    lastDays = sorted.map(\.days.to.number)
  }

  /// How many codes, one for each span of days.
  package var count: Int { codes.count }

  /// Whether `code` may be used on `day`.
  package func isValid(_ code: String, on day: Day) -> Bool {
    guard let packed = PackedCode(code) else { return false }
    var place = firstPlace(of: packed.value)
    while place < codes.count, codes[place] == packed.value {
      if firstDays[place] <= day.number, day.number <= lastDays[place] { return true }
      place += 1
    }
    return false
  }

  /// The place of the first entry that is not less than `code`.
  private func firstPlace(of code: UInt64) -> Int {
    var low = 0
    var high = codes.count
    while low < high {
      let middle = low + (high - low) / 2
      if codes[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension CodeSet {
  private static let entryBytes = 16

  /// The set as bytes, sixteen an entry, for a store.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(codes.count * CodeSet.entryBytes)
    for place in codes.indices {
      CodeSet.append(codes[place], to: &bytes)
      CodeSet.append(UInt32(bitPattern: firstDays[place]), to: &bytes)
      CodeSet.append(UInt32(bitPattern: lastDays[place]), to: &bytes)
    }
    return bytes
  }

  /// Reads a set that a store kept; nothing when the bytes are not one.
  package init?(bytes: [UInt8]) {
    guard bytes.count.isMultiple(of: CodeSet.entryBytes) else { return nil }
    var codes: [UInt64] = []
    var firstDays: [Int32] = []
    var lastDays: [Int32] = []
    for start in stride(from: 0, to: bytes.count, by: CodeSet.entryBytes) {
      codes.append(CodeSet.read(bytes[start..<start + 8]))
      firstDays.append(Int32(truncatingIfNeeded: CodeSet.read(bytes[start + 8..<start + 12])))
      lastDays.append(Int32(truncatingIfNeeded: CodeSet.read(bytes[start + 12..<start + 16])))
    }
    guard zip(codes, codes.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
    self.codes = codes
    self.firstDays = firstDays
    self.lastDays = lastDays
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  private static func read(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
