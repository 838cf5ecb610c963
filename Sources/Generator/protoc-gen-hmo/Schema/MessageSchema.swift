/// One message type.
struct MessageSchema {
  let fullName: String
  let name: String
  let comment: String
  let fields: [FieldSchema]
  let oneofs: [OneofSchema]
  let messages: [MessageSchema]
  let enums: [EnumSchema]
  let isMapEntry: Bool

  /// The only field, when that is a number of a kind that stands on the wire as it is, and always
  /// has a value.
  ///
  /// A field of such a type is read without a C struct of its own: amounts and days are most of
  /// the messages of a claim, and a struct costs several times what the number does.
  var singleNumber: FieldSchema? {
    guard fields.count == 1, let field = fields.first, !field.isRepeated, field.oneofIndex == nil,
      [.int32, .int64, .uint32, .uint64].contains(field.kind)
    else { return nil }
    return field
  }

  /// This type and the types nested in it.
  var withNested: [MessageSchema] { [self] + messages.flatMap(\.withNested) }
}

/// One oneof; an `optional` field has one of its own, which Swift does not show.
struct OneofSchema {
  let name: String
  let comment: String
}
