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

  /// This type and the types nested in it.
  var withNested: [MessageSchema] { [self] + messages.flatMap(\.withNested) }
}

/// One oneof; an `optional` field has one of its own, which Swift does not show.
struct OneofSchema {
  let name: String
  let comment: String
}
