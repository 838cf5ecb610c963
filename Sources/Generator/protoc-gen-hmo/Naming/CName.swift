/// Names as protobuf-c writes them.
enum CName {
  private static let keywords: Set<String> = [
    "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "class", "compl", "const", "const_cast", "continue", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "extern", "false", "float", "for", "friend",
    "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "not", "not_eq",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch",
    "template", "this", "throw", "true", "try", "typedef", "typeid", "typename", "union",
    "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
  ]

  /// `hmo.type.v1.StepKey` as `Hmo__Type__V1__StepKey`.
  static func type(_ fullName: String) -> String {
    fullName.split(separator: ".").map { camel(String($0)) }.joined(separator: "__")
  }

  /// `hmo.type.v1.StepKey` as `hmo__type__v1__step_key`.
  static func symbol(_ fullName: String) -> String {
    fullName.split(separator: ".").map { snake(String($0)) }.joined(separator: "__")
  }

  /// The member of a struct that holds a field.
  static func member(_ field: String) -> String {
    let name = field.lowercased()
    return keywords.contains(name) ? name + "_" : name
  }

  /// The member of a struct that says which field of a oneof is set.
  static func caseMember(_ oneof: String) -> String { snake(oneof) + "_case" }

  private static func camel(_ name: String) -> String {
    var result = ""
    var isUpperNext = true
    for letter in name {
      if letter == "_" {
        isUpperNext = true
      } else {
        result += isUpperNext ? letter.uppercased() : String(letter)
        isUpperNext = false
      }
    }
    return result
  }

  private static func snake(_ name: String) -> String {
    var result = ""
    var wasUpper = true
    for letter in name {
      if letter.isUppercase, !wasUpper { result += "_" }
      result += letter.lowercased()
      wasUpper = letter.isUppercase
    }
    return result
  }
}
