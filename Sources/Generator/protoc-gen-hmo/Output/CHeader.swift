/// The header that shows the C structs to Swift.
///
/// A C constant has no fixed address in Swift, so each descriptor gets a function that returns one.
struct CHeader {
  let files: [FileSchema]

  /// The whole text.
  func text() -> String {
    var text = "\(GeneratedFiles.mark)\n#pragma once\n\n"
    for file in files {
      text += "#include \"\(file.path.dropLast(".proto".count)).pb-c.h\"\n"
    }
    for message in files.flatMap(\.allMessages) {
      let symbol = CName.symbol(message.fullName)
      text += "\nstatic inline const ProtobufCMessageDescriptor *\(symbol)__type(void) {\n"
      text += "  return &\(symbol)__descriptor;\n}\n"
    }
    return text
  }
}
