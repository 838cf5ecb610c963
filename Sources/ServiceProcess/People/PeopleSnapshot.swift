package import Domain

/// All people with their roles at one moment.
package struct PeopleSnapshot: Hashable, Sendable {
  /// How many people there are at most.
  package static let peopleMax = 10_000
  /// How many roles one person is given at most.
  package static let grantsPerPersonMax = 100
  /// How many roles all people are given at most, so that all fit into one message.
  package static let grantsMax = 50_000

  /// Grows with each load.
  package let revision: Int64
  /// What each person was given, by the name in the certificate.
  package let people: [String: [RoleGrant]]

  /// Names a snapshot.
  package init(revision: Int64, people: [String: [RoleGrant]]) {
    self.revision = revision
    self.people = people
  }

  /// The roles of a person on a day; none for a person who is not there.
  package func roles(of personID: String, on day: Day) -> Roles {
    people[personID, default: []].reduce(into: []) { roles, grant in
      if grant.days.contains(day) { roles.formUnion(grant.roles) }
    }
  }
}
