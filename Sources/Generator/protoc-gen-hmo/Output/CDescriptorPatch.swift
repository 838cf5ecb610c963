/// Turns a descriptor set into what protobuf-c handles well.
///
/// Every text becomes bytes, so that it carries its length; an `optional` field becomes the only
/// field of an ordinary oneof, which `protoc` has already declared for it; a message that is lazy
/// becomes bytes, which are the same on the wire; a message of a single number becomes a list of
/// bytes, which tells that it is there, and that it stands twice; services and comments, which the
/// C side does not need, go.
struct CDescriptorPatch {
  /// The full names of the messages that hold nothing but a number.
  let singleNumbers: Set<String>

  /// The number of the protobuf-c extensions of file and field options.
  private static let extensionNumber = 1019

  private static let stringType: UInt64 = 9
  private static let bytesType: UInt64 = 12
  private static let repeatedLabel: UInt64 = 3

  /// The patched descriptor set.
  func applied(to descriptorSet: [UInt8]) throws -> [UInt8] {
    try CDescriptorPatch.mapped(descriptorSet, [1: file])
  }

  private func file(_ bytes: [UInt8]) throws -> [UInt8] {
    let kept = try WireReader.fields(of: bytes).filter { ![6, 9].contains($0.number) }
    let patched = try CDescriptorPatch.mapped(WireWriter.bytes(of: kept), [4: message])
    // pb_c_file: no pack helpers (2), init helpers (3)
    return try CDescriptorPatch.addingOption([0x10, 0, 0x18, 1], to: patched)
  }

  private func message(_ bytes: [UInt8]) throws -> [UInt8] {
    try CDescriptorPatch.mapped(bytes, [2: field, 3: message])
  }

  private func field(_ bytes: [UInt8]) throws -> [UInt8] {
    var kept = try WireReader.fields(of: bytes).filter { $0.number != 17 }
    if try FieldOptions(kept.first { $0.number == 8 }?.asBytes ?? []).isLazy {
      // type (5) becomes bytes; without the name of its type (6) and its options (8)
      kept = kept.filter { ![5, 6, 8].contains($0.number) }
      kept.append(WireField(number: 5, value: .number(CDescriptorPatch.bytesType)))
    } else if isSingleNumber(kept) {
      // the label (4) becomes that of a list, the type as above
      kept = kept.filter { ![4, 5, 6].contains($0.number) }
      kept.append(WireField(number: 4, value: .number(CDescriptorPatch.repeatedLabel)))
      kept.append(WireField(number: 5, value: .number(CDescriptorPatch.bytesType)))
    }
    let patched = WireWriter.bytes(of: kept)
    let isString = kept.contains { $0.number == 5 && $0.asNumber == CDescriptorPatch.stringType }
    // pb_c_field: string_as_bytes (1)
    return isString ? try CDescriptorPatch.addingOption([0x08, 1], to: patched) : patched
  }

  /// Whether a field holds one message of a single number, outside of any oneof (9).
  private func isSingleNumber(_ field: [WireField]) -> Bool {
    let label = field.last { $0.number == 4 }?.asNumber
    let type = field.last { $0.number == 6 }?.asText ?? ""
    return label != CDescriptorPatch.repeatedLabel && !field.contains { $0.number == 9 }
      && singleNumbers.contains(String(type.dropFirst()))
  }

  /// Adds a protobuf-c extension to field 8, which holds the options of files and of fields.
  private static func addingOption(_ option: [UInt8], to bytes: [UInt8]) throws -> [UInt8] {
    let fields = try WireReader.fields(of: bytes)
    let options = fields.filter { $0.number == 8 }.flatMap(\.asBytes)
    let added = WireField(number: extensionNumber, value: .bytes(option))
    let all = options + WireWriter.bytes(of: [added])
    let others = fields.filter { $0.number != 8 }
    return WireWriter.bytes(of: others + [WireField(number: 8, value: .bytes(all))])
  }

  private static func mapped(
    _ bytes: [UInt8], _ changes: [Int: ([UInt8]) throws -> [UInt8]]
  ) throws -> [UInt8] {
    let fields = try WireReader.fields(of: bytes).map { field in
      guard let change = changes[field.number] else { return field }
      return WireField(number: field.number, value: .bytes(try change(field.asBytes)))
    }
    return WireWriter.bytes(of: fields)
  }
}
