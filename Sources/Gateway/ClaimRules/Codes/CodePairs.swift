package import Domain

/// Which codes may stand with which procedure, with the days of service on which they may.
///
/// A procedure without a pair on a day is not judged on it: nothing is known about its partners.
/// Twenty-four bytes a pair in four sorted arrays, looked up by halving.
package struct CodePairs: Hashable, Sendable {
  /// A procedure, a partner of it, and the days.
  package struct Entry: Hashable, Sendable {
    /// The procedure.
    package let code: PackedCode
    /// What may stand with it.
    package let partner: PackedCode
    /// The days.
    package let days: DaySpan

    /// Makes an entry.
    package init(code: PackedCode, partner: PackedCode, days: DaySpan) {
      self.code = code
      self.partner = partner
      self.days = days
    }
  }

  private let codes: [UInt64]
  private let partners: [UInt64]
  private let firstDays: [Int32]
  private let lastDays: [Int32]

  /// Makes a set of pairs; a pair may have several spans of days.
  package init(_ entries: some Sequence<Entry>) {
    let sorted = entries.sorted { left, right in
      (left.code.value, left.partner.value, left.days.from.number)
        < (right.code.value, right.partner.value, right.days.from.number)
    }
    codes = sorted.map(\.code.value)
    partners = sorted.map(\.partner.value)
    firstDays = sorted.map(\.days.from.number)
    lastDays = sorted.map(\.days.to.number)
  }

  /// How many pairs, one for each span of days.
  package var count: Int { codes.count }

  /// Whether one of `partners` may not stand with `code` on `day`.
  ///
  /// Never when the set has no pair of the code on the day.
  package func refuses(_ code: String, with partners: [String], on day: Day) -> Bool {
    guard !partners.isEmpty, let packed = PackedCode(code) else { return false }
    var missing = partners
    var isJudged = false
    var place = codes.firstPlace(of: packed.value)
    while place < codes.count, codes[place] == packed.value, !missing.isEmpty {
      if firstDays[place] <= day.number, day.number <= lastDays[place] {
        isJudged = true
        missing.removeAll { PackedCode($0)?.value == self.partners[place] }
      }
      place += 1
    }
    return isJudged && !missing.isEmpty
  }

  /// Whether `partner` stands with `code` on `day`.
  package func holds(_ code: String, _ partner: String, on day: Day) -> Bool {
    guard let packed = PackedCode(code), let other = PackedCode(partner) else { return false }
    var place = codes.firstPlace(of: packed.value)
    while place < codes.count, codes[place] == packed.value {
      if partners[place] == other.value, firstDays[place] <= day.number,
        day.number <= lastDays[place]
      {
        return true
      }
      place += 1
    }
    return false
  }
}

extension CodePairs {
  private static let entryBytes = 24

  /// The set as bytes, twenty-four a pair, for a store.
  package var bytes: [UInt8] {
    var writer = CodeBytesWriter(capacity: codes.count * CodePairs.entryBytes)
    for place in codes.indices {
      writer.append(codes[place])
      writer.append(partners[place])
      writer.append(UInt32(bitPattern: firstDays[place]))
      writer.append(UInt32(bitPattern: lastDays[place]))
    }
    return writer.bytes
  }

  /// Reads a set that a store kept; nothing when the bytes are not one.
  package init?(bytes: [UInt8]) {
    guard bytes.count.isMultiple(of: CodePairs.entryBytes) else { return nil }
    var reader = CodeBytesReader(bytes)
    var codes: [UInt64] = []
    var partners: [UInt64] = []
    var firstDays: [Int32] = []
    var lastDays: [Int32] = []
    for _ in 0..<bytes.count / CodePairs.entryBytes {
      codes.append(reader.readCode())
      partners.append(reader.readCode())
      firstDays.append(reader.readDay())
      lastDays.append(reader.readDay())
    }
    let pairs = Array(zip(codes, partners))
    guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
    self.codes = codes
    self.partners = partners
    self.firstDays = firstDays
    self.lastDays = lastDays
  }
}
