/// What a caller may act as; a caller may have several roles.
package struct Roles: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The gateway process, which alone calls the decision methods.
  package static let gateway = Roles(rawValue: 1)
  /// Sends claims and sees its own.
  package static let submitter = Roles(rawValue: 1 << 1)
  /// Decides what the rules leave to a person.
  package static let examiner = Roles(rawValue: 1 << 2)
  /// Reviews authorizations.
  package static let nurse = Roles(rawValue: 1 << 3)
  /// Decides authorizations and appeals.
  package static let physician = Roles(rawValue: 1 << 4)
  /// Reads everything and changes nothing.
  package static let auditor = Roles(rawValue: 1 << 5)
  /// Loads what the services own and runs them.
  package static let `operator` = Roles(rawValue: 1 << 6)

  private static let names: [(role: Roles, name: String)] = [
    (.gateway, "gateway"), (.submitter, "submitter"), (.examiner, "examiner"), (.nurse, "nurse"),
    (.physician, "physician"), (.auditor, "auditor"), (.operator, "operator"),
  ]
}

extension Roles: CustomStringConvertible {
  /// The names of the roles with commas between, for logs.
  package var description: String {
    Roles.names.filter { contains($0.role) }.map(\.name).joined(separator: ",")
  }
}
