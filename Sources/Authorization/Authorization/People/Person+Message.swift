import DomainMessages
import Messages
import Protobuf
import ServiceProcess

extension AuthorizationV1.Person {
  /// A person with everything that the person was given.
  init(_ personID: String, _ grants: [RoleGrant]) {
    self.init()
    self.personID = personID
    roles = grants.flatMap { grant in
      RoleCode.all.filter { grant.roles.contains($0.role) }.map { code in
        .with {
          $0.role = code.code
          $0.days = grant.days.message
        }
      }
    }
  }
}

extension AuthorizationV1.WatchPeopleResponse {
  /// All people at one moment, by their names.
  init(_ snapshot: PeopleSnapshot) {
    self.init()
    revision = snapshot.revision
    people = snapshot.people.sorted { $0.key < $1.key }.map { name, grants in
      AuthorizationV1.Person(name, grants)
    }
  }
}
