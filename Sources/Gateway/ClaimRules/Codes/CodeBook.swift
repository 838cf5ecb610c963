package import Domain

/// The code sets that are loaded; a value, so that one claim is judged by one state of all of them.
package struct CodeBook: Hashable, Sendable {
  /// Which state of a set is loaded.
  package struct Version: Hashable, Sendable {
    /// The set.
    package let name: CodeSetName
    /// How often it was loaded, from 1.
    package let version: Int64
  }

  private var codes: [CodeSetName: CodeSet] = [:]
  private var pairs: [CodeSetName: CodePairs] = [:]
  /// The sets that are loaded, in the order of their names.
  package private(set) var versions: [Version] = []

  /// Makes an empty book.
  package init() {}

  /// Puts a set in place, unless it is there in this version or a later one.
  package mutating func put(_ content: CodeContent, _ name: CodeSetName, version: Int64) {
    guard version > versions.first(where: { $0.name == name })?.version ?? 0 else { return }
    versions.removeAll { $0.name == name }
    versions.append(Version(name: name, version: version))
    versions.sort { $0.name.rawValue < $1.name.rawValue }
    switch content {
    case .codes(let codes): self.codes[name] = codes
    case .pairs(let pairs): self.pairs[name] = pairs
    }
  }

  /// Whether no set is loaded.
  package var isEmpty: Bool { versions.isEmpty }

  /// The pairs of a set; nothing when it is not loaded.
  package func pairs(of name: CodeSetName) -> CodePairs? { pairs[name] }

  /// Whether `code` may not be used on `day`: its set is loaded and does not have it.
  package func refuses(_ code: String, of name: CodeSetName, on day: Day) -> Bool {
    codes[name].map { !$0.isValid(code, on: day) } ?? false
  }

  /// Whether one of `partners` may not stand with `procedure` on `day`: the set is loaded, judges the
  /// procedure on the day, and does not have the pair.
  package func refuses(
    _ partners: [String], with procedure: String, in name: CodeSetName, on day: Day
  ) -> Bool {
    pairs[name]?.refuses(procedure, with: partners, on: day) ?? false
  }
}
