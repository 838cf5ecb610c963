import Protobuf

/// Makes encoded messages of any type of a pool, field by field, in the one form that an encoder of
/// ours gives: fields in number order, packed where they are packed, no defaults.
struct RandomMessage {
  private static let nestingMax = 5
  private static let texts = [
    "", "plain", "Grüße – 葉 😈", "quote \" back \\ slash /", "\t\n\r\u{8}\u{C}\u{1}\u{1F}\u{7F}",
    "\u{2028}\u{2029}\u{FEFF}\u{FFFD}", "</script>", "null", "1e5", "\u{10FFFF}\u{E000}",
  ]

  let pool: DescriptorPool
  var generator: SeededGenerator

  /// An encoded message.
  mutating func bytes(of type: String, depth: Int = 0) -> [UInt8] {
    guard let descriptor = pool.message(named: type) else { return [] }
    var chosen: [Int: Int32] = [:]
    for field in descriptor.fields.shuffled(using: &generator) {
      if let oneof = field.oneofIndex { chosen[oneof] = field.number }
    }
    var bytes: [UInt8] = []
    for field in descriptor.fields {
      if let oneof = field.oneofIndex, chosen[oneof] != field.number { continue }
      guard isLucky(field.kind == .message ? max(1, 4 - depth) : 4, of: 5) else { continue }
      if field.kind == .message, depth >= Self.nestingMax { continue }
      bytes += encoded(field, depth)
    }
    return bytes
  }

  private mutating func encoded(_ field: FieldDescriptor, _ depth: Int) -> [UInt8] {
    guard field.isRepeated else {
      let value = value(field, depth)
      let isDefault = value.allSatisfy { $0 == 0 }
      return isDefault && !field.hasPresence ? [] : tag(field, field.kind.layout) + value
    }
    let values = (0..<Int.random(in: 0...2, using: &generator)).map { _ in value(field, depth) }
    guard field.isPacked else {
      return values.flatMap { tag(field, field.kind.layout) + $0 }
    }
    let packed = values.flatMap { $0 }
    return packed.isEmpty ? [] : tag(field, 2) + varint(UInt64(packed.count)) + packed
  }

  /// A value without its tag, with its length where it has one.
  private mutating func value(_ field: FieldDescriptor, _ depth: Int) -> [UInt8] {
    switch field.kind {
    case .double: return little(double().bitPattern)
    case .float: return little(float().bitPattern)
    case .int64, .uint64: return varint(bits64())
    case .sint64: return varint(bits64())
    case .int32: return varint(UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: bits64()))))
    case .uint32, .sint32: return varint(UInt64(UInt32(truncatingIfNeeded: bits64())))
    case .enum: return varint(UInt64(bitPattern: Int64(number(of: field.typeName))))
    case .fixed64, .sfixed64: return little(bits64())
    case .fixed32, .sfixed32: return little(UInt32(truncatingIfNeeded: bits64()))
    case .bool: return [isLucky(1, of: 2) ? 1 : 0]
    case .string: return prefixed(Array((Self.texts.randomElement(using: &generator) ?? "").utf8))
    case .bytes: return prefixed(blob())
    case .message: return prefixed(bytes(of: field.typeName, depth: depth + 1))
    case .group: return []
    }
  }

  private mutating func isLucky(_ chances: Int, of total: Int) -> Bool {
    Int.random(in: 0..<total, using: &generator) < chances
  }

  /// Numbers of every length, and those at the edges.
  private mutating func bits64() -> UInt64 {
    let edges: [UInt64] = [
      0, 1, 127, 128, UInt64(Int32.max), 1 << 31, UInt64(UInt32.max), 1 << 53 + 1,
      UInt64(Int64.max), 1 << 63, .max,
    ]
    if isLucky(1, of: 3) { return edges.randomElement(using: &generator) ?? 0 }
    return UInt64.random(in: .min ... .max, using: &generator)
      >> UInt64.random(in: 0..<64, using: &generator)
  }

  private mutating func double() -> Double {
    let edges = [
      0, -0.0, 1, 0.1, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, .nan,
    ]
    if isLucky(1, of: 3) { return edges.randomElement(using: &generator) ?? 0 }
    let number = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
    return number.isNaN ? .nan : number
  }

  /// Not the largest one: Google's library in Python refuses it.
  private mutating func float() -> Float {
    let edges: [Float] = [
      0, -0.0, 1, 0.1, .leastNonzeroMagnitude, 3e38, -.infinity, .nan,
    ]
    if isLucky(1, of: 3) { return edges.randomElement(using: &generator) ?? 0 }
    let number = Float(bitPattern: UInt32.random(in: .min ... .max, using: &generator))
    return number.isNaN ? .nan : number
  }

  /// A number that the enum names, or now and then one that it does not.
  private mutating func number(of type: String) -> Int32 {
    if isLucky(1, of: 5) { return Int32.random(in: .min ... .max, using: &generator) }
    return pool.enumeration(named: type)?.values.randomElement(using: &generator)?.number ?? 0
  }

  private mutating func blob() -> [UInt8] {
    (0..<Int.random(in: 0...5, using: &generator)).map { _ in
      UInt8.random(in: .min ... .max, using: &generator)
    }
  }
}

extension RandomMessage {
  private func tag(_ field: FieldDescriptor, _ layout: UInt64) -> [UInt8] {
    varint(UInt64(UInt32(bitPattern: field.number)) << 3 | layout)
  }

  private func prefixed(_ content: [UInt8]) -> [UInt8] {
    varint(UInt64(content.count)) + content
  }

  private func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func little<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
  }
}

extension FieldDescriptor.Kind {
  /// The number of the layout on the wire.
  fileprivate var layout: UInt64 {
    switch self {
    case .double, .fixed64, .sfixed64: 1
    case .float, .fixed32, .sfixed32: 5
    case .string, .bytes, .message: 2
    case .int64, .uint64, .int32, .bool, .uint32, .enum, .sint32, .sint64, .group: 0
    }
  }
}
