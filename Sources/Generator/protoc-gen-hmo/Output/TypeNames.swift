/// The Swift names of all message and enum types of an interface.
struct TypeNames {
  private var names: [String: String] = [:]

  init(_ files: [FileSchema]) {
    for file in files {
      let namespace = SwiftName.namespace(ofPackage: file.package)
      for message in file.messages { add(message, namespace) }
      for each in file.enums {
        names[each.fullName] = namespace + "." + SwiftName.usable(each.name)
      }
    }
  }

  /// The qualified Swift name, such as `TypeV1.StepKey`.
  subscript(fullName: String) -> String { names[fullName] ?? fullName }

  private mutating func add(_ message: MessageSchema, _ scope: String) {
    let name = scope + "." + SwiftName.usable(message.name)
    names[message.fullName] = name
    for nested in message.messages { add(nested, name) }
    for each in message.enums { names[each.fullName] = name + "." + SwiftName.usable(each.name) }
  }
}
