/// One proto file.
struct FileSchema {
  /// The path below the root of the interface, such as `hmo/type/v1/values.proto`.
  let path: String
  let package: String
  let syntax: String
  let messages: [MessageSchema]
  let enums: [EnumSchema]
  let services: [ServiceSchema]
  /// The descriptor without comments, as programs embed it.
  let descriptor: [UInt8]

  /// Every message of the file, the nested ones included.
  var allMessages: [MessageSchema] { messages.flatMap(\.withNested) }
}
