internal import CProtobufC

/// Walks encoded bytes with the C descriptor before protobuf-c sees them.
///
/// protobuf-c reads a sub-message that stands twice in its parent in a way of its own (it loses
/// scalar fields of the first), so such bytes, which no encoder writes, are refused. The walk also
/// finds every length that leaves its message, so that C never meets one. It goes as deep as the
/// types do: no type contains itself.
struct StructureCheck {
  /// How many fields a message type may have, because the walk remembers them in two words.
  static let fieldsMax = 128

  private let type: UnsafePointer<ProtobufCMessageDescriptor>
  private var lastIndex = 0
  private var seenLow: UInt64 = 0
  private var seenHigh: UInt64 = 0

  private init(_ type: UnsafePointer<ProtobufCMessageDescriptor>) {
    self.type = type
  }

  /// Checks bytes against a type.
  static func check(
    _ bytes: UnsafeRawBufferPointer, as type: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(ProtobufError) {
    var check = StructureCheck(type)
    var reader = WireReader(bytes)
    while let tag = try reader.nextTag() {
      guard let index = check.indexOfField(tag.number) else {
        try reader.skip(tag.wireType)
        continue
      }
      try check.checkField(index, tag.wireType, &reader)
    }
  }

  @inline(__always)
  private mutating func checkField(
    _ index: Int, _ wireType: WireType, _ reader: inout WireReader
  ) throws(ProtobufError) {
    let field = type.pointee.fields + index
    let expected = StructureCheck.wireType(of: field.pointee.type)
    guard wireType == expected || isPacked(field, wireType) else {
      throw malformed("The wire type is not the field's.", field)
    }
    guard field.pointee.type == PROTOBUF_C_TYPE_MESSAGE else {
      try reader.skip(wireType)
      return
    }
    if field.pointee.label != PROTOBUF_C_LABEL_REPEATED, !markSeen(index) {
      throw malformed("The sub-message stands twice.", field)
    }
    guard let descriptor = field.pointee.descriptor else {
      throw malformed("The sub-message has no type.", field)
    }
    let inner = try reader.lengthDelimited()
    try StructureCheck.check(
      inner, as: descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
  }

  private func isPacked(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, _ wireType: WireType
  ) -> Bool {
    wireType == .lengthDelimited && field.pointee.label == PROTOBUF_C_LABEL_REPEATED
  }

  /// Remembers a field; false when it was seen before.
  private mutating func markSeen(_ index: Int) -> Bool {
    guard index < 64 else {
      let bit: UInt64 = 1 << UInt64(index & 63)
      defer { seenHigh |= bit }
      return index < StructureCheck.fieldsMax && seenHigh & bit == 0
    }
    let bit: UInt64 = 1 << UInt64(index)
    defer { seenLow |= bit }
    return seenLow & bit == 0
  }

  /// Finds a field by number: the last one found, the one after it, or by bisection.
  @inline(__always)
  private mutating func indexOfField(_ number: UInt32) -> Int? {
    guard let fields = type.pointee.fields else { return nil }
    let count = Int(type.pointee.n_fields)
    if lastIndex < count, fields[lastIndex].id == number { return lastIndex }
    if lastIndex + 1 < count, fields[lastIndex + 1].id == number {
      lastIndex += 1
      return lastIndex
    }
    return bisect(number, fields, count)
  }

  private mutating func bisect(
    _ number: UInt32, _ fields: UnsafePointer<ProtobufCFieldDescriptor>, _ count: Int
  ) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].id < number { low = middle + 1 } else { high = middle }
    }
    guard low < count, fields[low].id == number else { return nil }
    lastIndex = low
    return low
  }

  private func malformed(
    _ message: String, _ field: UnsafePointer<ProtobufCFieldDescriptor>
  ) -> ProtobufError {
    let names = [type.pointee.name, field.pointee.name].map { $0.map { String(cString: $0) } ?? "" }
    return ProtobufError(.malformed, message, field: names.joined(separator: "."))
  }

  private static func wireType(of type: ProtobufCType) -> WireType {
    switch type {
    case PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
    case PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
    default: .varint
    }
  }
}
