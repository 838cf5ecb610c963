import Domain
import DomainMessages
import Messages
import ServiceProcess
import TLS

/// A person of a load with everything that the person is given.
struct LoadedPerson: Hashable, Sendable {
  /// The name in the person's certificate.
  let personID: String
  /// One role each.
  let grants: [RoleGrant]

  /// Reads a person who is to be loaded.
  init(_ message: AuthorizationV1.Person) throws(MessageError) {
    guard TLSIdentity(kind: .person, name: message.personID) != nil else {
      throw MessageError("person_id", "is not a name that a certificate can hold")
    }
    personID = message.personID
    grants = try MessageCheck.list(
      message.roles, "roles", countMax: PeopleSnapshot.grantsPerPersonMax, RoleGrant.init)
  }
}

extension RoleGrant {
  /// Reads one role that is given.
  fileprivate init(_ message: AuthorizationV1.RoleGrant) throws(MessageError) {
    guard let role = RoleCode.all.first(where: { $0.code == message.role })?.role else {
      throw MessageError("role", "is missing or not known")
    }
    self.init(role, on: try DaySpan(message.days, "days"))
  }
}
