package import Domain
package import Messages
package import Protobuf

extension TraceStep {
  /// The step as messages carry it: the bytes of ``message``.
  ///
  /// Written in one go, because a claim has some thirty steps: making a message of each, and of that what
  /// libprotobuf-c packs, took a tenth of what the services need for a claim.
  package var encoded: EncodedMessage<TypeV1.TraceStep> {
    var bytes = StepBytes()
    bytes.text(1, rule.name)
    bytes.number(2, Int64(Int32(clamping: rule.version)))
    bytes.number(3, Int64(Int32(clamping: lineNumber)))
    for fact in facts {
      bytes.part(4, byteCount: StepBytes.count(fact.name) + StepBytes.count(fact.value))
      bytes.text(1, fact.name)
      bytes.text(2, fact.value)
    }
    bytes.amount(5, before)
    bytes.amount(6, after)
    bytes.text(7, outcome)
    for code in codes {
      bytes.part(8, byteCount: code.utf8.count)
      bytes.append(code)
    }
    return EncodedMessage(protobufBytes: bytes.bytes)
  }
}

/// The fields of a step in the encoding of protocol buffers. Every number is below 16, so that a field's tag
/// is one byte.
private struct StepBytes {
  private(set) var bytes: [UInt8] = []

  /// Most steps are shorter.
  private static let usualCount = 160

  init() {
    bytes.reserveCapacity(StepBytes.usualCount)
  }

  /// How many bytes ``text(_:_:)`` adds.
  static func count(_ text: String) -> Int {
    let count = text.utf8.count
    return count == 0 ? 0 : 1 + varintCount(UInt64(count)) + count
  }

  /// A text; the empty one is left out.
  mutating func text(_ field: UInt8, _ text: String) {
    let count = text.utf8.count
    guard count > 0 else { return }
    part(field, byteCount: count)
    append(text)
  }

  /// A whole number; zero is left out.
  mutating func number(_ field: UInt8, _ number: Int64) {
    guard number != 0 else { return }
    bytes.append(field << 3)
    varint(UInt64(bitPattern: number))
  }

  /// An amount as a message of its own, zero too; one that is absent is left out.
  mutating func amount(_ field: UInt8, _ amount: Money?) {
    guard let amount else { return }
    let cents = amount.cents
    part(
      field, byteCount: cents == 0 ? 0 : 1 + StepBytes.varintCount(UInt64(bitPattern: cents)))
    number(1, cents)
  }

  /// The head of a part of so many bytes, which follow.
  mutating func part(_ field: UInt8, byteCount: Int) {
    bytes.append(field << 3 | 2)
    varint(UInt64(byteCount))
  }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func varintCount(_ value: UInt64) -> Int {
    max(1, (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7)
  }
}
