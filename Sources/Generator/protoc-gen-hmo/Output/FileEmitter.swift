/// Writes the Swift file of one proto file.
struct FileEmitter {
  private let file: FileSchema
  private let types: TypeNames
  private let cModule: String

  init(_ file: FileSchema, _ types: TypeNames, cModule: String) {
    self.file = file
    self.types = types
    self.cModule = cModule
  }

  /// The name of the Swift file; unique in the module, as Swift wants it.
  var name: String {
    let base = file.path.split(separator: "/").last ?? ""
    return "\(namespace)+\(SwiftName.type(String(base.dropLast(".proto".count)))).swift"
  }

  /// The whole text.
  func text() -> String {
    var source = SourceText()
    emitHead(&source)
    emitTypes(&source)
    emitConformances(&source)
    for service in file.services { emitService(service, &source) }
    return source.text
  }

  private var namespace: String { SwiftName.namespace(ofPackage: file.package) }

  private func emitHead(_ source: inout SourceText) {
    source.line(GeneratedFiles.mark)
    source.line("// From \(file.path).")
    source.line()
    if !file.allMessages.isEmpty {
      source.line("internal import \(cModule)")
      source.line("internal import CProtobufC")
    }
    source.line("public import Protobuf")
    if !file.services.isEmpty { source.line("public import RPC") }
  }

  private func emitTypes(_ source: inout SourceText) {
    for each in file.enums {
      source.line()
      source.block("extension \(namespace)") { EnumEmitter(each, types).emitType(&$0) }
    }
    for message in file.messages {
      source.line()
      source.block("extension \(namespace)") { MessageEmitter(message, types).emitType(&$0) }
    }
  }

  private func emitConformances(_ source: inout SourceText) {
    for each in file.enums {
      source.line()
      EnumEmitter(each, types).emitConformance(&source)
    }
    for message in file.messages {
      source.line()
      MessageEmitter(message, types).emitConformances(&source)
    }
  }

  private func emitService(_ service: ServiceSchema, _ source: inout SourceText) {
    let emitter = ServiceEmitter(service, namespace: namespace, types)
    source.line()
    source.block("extension \(namespace)") { emitter.emitTypes(&$0) }
    source.line()
    emitter.emitRegistration(&source)
  }
}
