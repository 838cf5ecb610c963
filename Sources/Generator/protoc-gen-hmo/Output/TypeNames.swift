/// The Swift names of all message and enum types of an interface, and which hold a single number.
struct TypeNames {
  /// The full names of the messages that hold nothing but a number.
  private(set) var singleNumbers: Set<String> = []
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
    if message.singleNumber != nil { singleNumbers.insert(message.fullName) }
    for nested in message.messages { add(nested, name) }
    for each in message.enums { names[each.fullName] = name + "." + SwiftName.usable(each.name) }
  }
}
