import Foundation

/// The Swift file that carries the descriptors of an interface.
struct EmbeddedDescriptors {
  let module: String
  let files: [FileSchema]

  /// The whole text.
  func text() -> String {
    var source = SourceText()
    source.line(GeneratedFiles.mark)
    source.line()
    source.line("public import Protobuf")
    source.line()
    source.line("/// The interface that this module was generated from, as data.")
    source.block("public enum \(module)Descriptors") { source in
      source.line("/// Everything that the descriptors say: services, methods, messages and enums.")
      source.line("public static let pool = DescriptorPool(base64Files: files)")
      source.line()
      source.line("/// One encoded `FileDescriptorProto` a proto file, in Base64.")
      source.line("public static let files: [StaticString] = [")
      for file in files { emit(file, &source) }
      source.line("]")
    }
    return source.text
  }

  private func emit(_ file: FileSchema, _ source: inout SourceText) {
    let text = Data(file.descriptor).base64EncodedString()
    source.line("  // \(file.path)")
    source.line("  \"\"\"")
    var rest = text[...]
    while rest.count > 92 {
      source.line("  \(rest.prefix(92))\\")
      rest = rest.dropFirst(92)
    }
    source.line("  \(rest)")
    source.line("  \"\"\",")
  }
}
