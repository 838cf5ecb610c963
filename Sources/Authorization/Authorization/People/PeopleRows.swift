import Domain
import ServiceProcess
import Storage

/// People and the roles that they were given, as rows.
enum PeopleRows {
  /// The tables: what each person was given, and one row a load, whose number is the revision.
  static let tables = [
    Table(
      "person_role",
      [.text("person_id"), .integer("place"), .text("role"), .day("from_day"), .day("to_day")],
      primaryKey: ["person_id", "place"], isClustered: true),
    Table("people_load", [.id("revision").generated, .text("request_id"), .instant("at")]),
  ]

  /// All people.
  static func snapshot(in reader: some StoreReading) throws -> PeopleSnapshot {
    let revision = try reader.first("SELECT COALESCE(MAX(revision), 0) FROM people_load") { row in
      try row.value(0, as: Int64.self)
    }
    let found = try reader.rows(
      "SELECT person_id, role, from_day, to_day FROM person_role ORDER BY person_id, place",
      read: grant)
    return PeopleSnapshot(
      revision: revision ?? 0,
      people: Dictionary(grouping: found, by: \.personID).mapValues { $0.map(\.grant) })
  }

  /// The names of people behind a name, in order.
  static func names(
    after name: String, count: Int, in reader: some StoreReading
  ) throws -> [String] {
    try reader.rows(
      """
      SELECT DISTINCT person_id FROM person_role WHERE person_id > $1 ORDER BY person_id LIMIT $2
      """, name, count
    ) { row in try row.value(0) }
  }

  /// What one person was given.
  static func grants(of name: String, in reader: some StoreReading) throws -> [RoleGrant] {
    try reader.rows(
      "SELECT person_id, role, from_day, to_day FROM person_role WHERE person_id = $1 ORDER BY place",
      name, read: grant
    ).map(\.grant)
  }

  /// Gives a person these roles and no others.
  static func replace(_ person: LoadedPerson, in transaction: Transaction) throws {
    try transaction.execute("DELETE FROM person_role WHERE person_id = $1", person.personID)
    for (place, grant) in person.grants.enumerated() {
      try transaction.execute(
        """
        INSERT INTO person_role (person_id, place, role, from_day, to_day) \
        VALUES ($1, $2, $3, $4, $5)
        """, person.personID, place, grant.roles.description, grant.days.from, grant.days.to)
    }
  }

  /// Takes note of a load and who made it, and gives its number, the next revision.
  static func noteLoad(
    _ requestID: String, at time: Instant, by caller: String, in transaction: Transaction
  ) throws -> Int64 {
    try transaction.execute(
      "INSERT INTO people_load (request_id, at, loaded_by) VALUES ($1, $2, $3)", requestID, time,
      caller)
    let revision = try transaction.first("SELECT MAX(revision) FROM people_load") { row in
      try row.value(0, as: Int64.self)
    }
    guard let revision else { throw StorageError(.corrupt, "a load of people has no number") }
    return revision
  }

  /// Reads a person's role.
  static func grant(
    _ row: borrowing Row
  ) throws -> (personID: String, grant: RoleGrant) {
    guard let role = Roles(named: try row.value(1)),
      let days = DaySpan(checkedFrom: try row.value(2), to: try row.value(3))
    else { throw StorageError(.corrupt, "a person's role cannot be read") }
    return (try row.value(0), RoleGrant(role, on: days))
  }
}
