package import TLS

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

  private static let names: [(role: Roles, name: String)] =
    [(.gateway, "gateway")] + ofPeople

  /// The roles that people may hold, one by one, with their names.
  package static let ofPeople: [(role: Roles, name: String)] = [
    (.submitter, "submitter"), (.examiner, "examiner"), (.nurse, "nurse"),
    (.physician, "physician"), (.auditor, "auditor"), (.operator, "operator"),
  ]
}

extension Roles {
  /// The role of people with that name; nothing for any other name.
  package init?(named name: String) {
    guard let found = Roles.ofPeople.first(where: { $0.name == name }) else { return nil }
    self = found.role
  }

  /// The roles of a process or program, which follow from its name and never change; nothing for a
  /// person, whose roles are kept by the authorization service.
  package static func fixed(for identity: TLSIdentity) -> Roles? {
    switch (identity.kind, identity.name) {
    case (.service, "gateway"): .gateway
    case (.client, "hmo"): [.operator, .examiner, .submitter, .auditor]
    case (.client, "integrator"): .submitter
    case (.service, _), (.client, _): []
    case (.person, _): nil
    }
  }
}

extension Roles: CustomStringConvertible {
  /// The names of the roles with commas between, for logs.
  package var description: String {
    Roles.names.filter { contains($0.role) }.map(\.name).joined(separator: ",")
  }
}
