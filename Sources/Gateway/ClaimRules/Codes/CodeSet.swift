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
    var place = codes.firstPlace(of: packed.value)
    while place < codes.count, codes[place] == packed.value {
      if firstDays[place] <= day.number, day.number <= lastDays[place] { return true }
      place += 1
    }
    return false
  }
}

extension CodeSet {
  private static let entryBytes = 16

  /// The set as bytes, sixteen an entry, for a store.
  package var bytes: [UInt8] {
    var writer = CodeBytesWriter(capacity: codes.count * CodeSet.entryBytes)
    for place in codes.indices {
      writer.append(codes[place])
      writer.append(UInt32(bitPattern: firstDays[place]))
      writer.append(UInt32(bitPattern: lastDays[place]))
    }
    return writer.bytes
  }

  /// Reads a set that a store kept; nothing when the bytes are not one.
  package init?(bytes: [UInt8]) {
    guard bytes.count.isMultiple(of: CodeSet.entryBytes) else { return nil }
    var reader = CodeBytesReader(bytes)
    var codes: [UInt64] = []
    var firstDays: [Int32] = []
    var lastDays: [Int32] = []
    for _ in 0..<bytes.count / CodeSet.entryBytes {
      codes.append(reader.readCode())
      firstDays.append(reader.readDay())
      lastDays.append(reader.readDay())
    }
    guard zip(codes, codes.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
    self.codes = codes
    self.firstDays = firstDays
    self.lastDays = lastDays
  }
}
