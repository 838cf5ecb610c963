/// Names of the interface as Swift writes them.
enum SwiftName {
  /// Words that keep one case in Swift names.
  private static let acronyms: Set<String> = [
    "ach", "ccn", "cpt", "dob", "drg", "edi", "ein", "eob", "hmo", "id", "icd", "ipa", "json",
    "npi", "pcp", "phi", "rpc", "sql", "tin", "tls", "uri", "url",
  ]

  /// Words that Swift takes as names only between backticks.
  private static let keywords: Set<String> = [
    "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
    "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
    "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "inout", "internal",
    "is", "let", "nil", "operator", "private", "protocol", "public", "repeat", "rethrows",
    "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
    "try", "typealias", "var", "where", "while",
  ]

  /// Words that mean something else after a point, so that not even backticks help.
  private static let taken: Set<String> = ["init", "self", "Self", "Type", "Protocol"]

  /// `hmo.payment.v1` as `PaymentV1`, `grpc.health.v1` as `HealthV1`.
  static func namespace(ofPackage package: String) -> String {
    package.split(separator: ".").dropFirst().map { capitalized(String($0)) }.joined()
  }

  /// `claim_id` as `claimID`, for a property, a case or a parameter.
  static func property(_ name: String) -> String {
    let words = name.split(separator: "_").map { $0.lowercased() }
    guard let first = words.first else { return name }
    return usable(first + words.dropFirst().map(capitalized).joined())
  }

  /// `result_kind` as `ResultKind`, for the type of a oneof.
  static func type(_ name: String) -> String {
    usable(name.split(separator: "_").map { capitalized($0.lowercased()) }.joined())
  }

  /// `AdjudicateClaim` as `adjudicateClaim`, `EDIFile` as `ediFile`.
  static func method(_ name: String) -> String {
    let letters = Array(name)
    let upper = letters.prefix { $0.isUppercase }.count
    let lowered = upper <= 1 || upper == letters.count ? upper : upper - 1
    return usable(String(letters.prefix(lowered)).lowercased() + String(letters.dropFirst(lowered)))
  }

  /// `CLAIM_STATE_DECIDED` of `ClaimState` as `decided`.
  static func value(_ name: String, of enumeration: String) -> String {
    let prefix = screaming(enumeration) + "_"
    guard name.hasPrefix(prefix) else { return property(name) }
    let rest = name.dropFirst(prefix.count)
    guard let first = rest.first, first.isLetter else { return property(name) }
    return property(String(rest))
  }

  /// A name that Swift accepts where it is declared and used.
  static func usable(_ name: String) -> String {
    if taken.contains(name) { return name + "_" }
    return keywords.contains(name) ? "`\(name)`" : name
  }

  private static func capitalized(_ word: String) -> String {
    if acronyms.contains(word) { return word.uppercased() }
    if word.hasSuffix("s"), acronyms.contains(String(word.dropLast())) {
      return word.dropLast().uppercased() + "s"
    }
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  /// `ClaimState` as `CLAIM_STATE`, as buf wants the prefix of values.
  private static func screaming(_ name: String) -> String {
    var result = ""
    let letters = Array(name)
    for (index, letter) in letters.enumerated() {
      let startsWord =
        index > 0 && letter.isUppercase
        && (!letters[index - 1].isUppercase
          || (index + 1 < letters.count && letters[index + 1].isLowercase))
      result += (startsWord ? "_" : "") + letter.uppercased()
    }
    return result
  }
}
