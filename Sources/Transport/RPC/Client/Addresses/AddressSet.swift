/// Some of the addresses of a client, by their places in its list.
package struct AddressSet: Hashable, Sendable {
  /// The most addresses that a client can have: one bit each.
  package static let addressesMax = 64

  private var bits: UInt64

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// No address.
  package init() {
    self.init(bits: 0)
  }

  /// One address, or none.
  package init(_ index: Int?) {
    self.init(bits: index.map(Self.bit) ?? 0)
  }

  /// The first `count` addresses.
  package static func all(_ count: Int) -> AddressSet {
    guard count > 0 else { return AddressSet() }
    return AddressSet(bits: bit(count) &- 1)
  }

  /// Whether there is no address.
  package var isEmpty: Bool { bits == 0 }
  /// How many addresses there are.
  package var count: Int { bits.nonzeroBitCount }
  /// The first in the order of the list.
  package var first: Int? { bits == 0 ? nil : bits.trailingZeroBitCount }

  /// The next one past a place in the list, or else the first.
  package func next(after index: Int) -> Int? {
    let later = bits & ~(Self.bit(index + 1) &- 1)
    return index + 1 < Self.addressesMax && later != 0 ? later.trailingZeroBitCount : first
  }

  /// Adds an address.
  package mutating func insert(_ index: Int) {
    bits |= Self.bit(index)
  }

  /// Takes an address out.
  package mutating func remove(_ index: Int) {
    bits &= ~Self.bit(index)
  }

  /// Those that are in one or the other.
  package func union(_ other: AddressSet) -> AddressSet {
    AddressSet(bits: bits | other.bits)
  }

  /// Those that are not in the other.
  package func subtracting(_ other: AddressSet) -> AddressSet {
    AddressSet(bits: bits & ~other.bits)
  }

  private static func bit(_ index: Int) -> UInt64 {
    (0..<addressesMax).contains(index) ? 1 << UInt64(index) : 0
  }
}

extension AddressSet: Sequence, IteratorProtocol {
  /// Takes the first address out and returns it.
  package mutating func next() -> Int? {
    guard let index = first else { return nil }
    remove(index)
    return index
  }
}
