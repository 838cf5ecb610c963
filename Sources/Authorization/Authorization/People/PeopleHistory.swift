import Domain
import Messages
import Protobuf
import ServiceProcess
import Storage

/// What people were given, load by load, so that it can be told who held which role at any time and
/// who gave it; rows are only ever added.
///
/// A load says everything about each of its people: what it gave a person holds until a later load
/// that names the person.
enum PeopleHistory {
  /// Makes the tables, and takes over what people hold already as given by the last load.
  static let migration = Migration(
    "what people held before",
    [
      .addColumn(table: "people_load", .text("loaded_by").optional), .createTable(load),
      .createTable(given),
      .run(
        """
        INSERT INTO person_load (person_id, revision) SELECT DISTINCT person_id, \
        (SELECT COALESCE(MAX(revision), 0) FROM people_load) FROM person_role
        """),
      .run(
        """
        INSERT INTO person_role_given (person_id, revision, place, role, from_day, to_day) \
        SELECT person_id, (SELECT COALESCE(MAX(revision), 0) FROM people_load), place, role, \
        from_day, to_day FROM person_role
        """),
    ])

  /// Which loads named a person.
  private static let load = Table(
    "person_load", [.text("person_id"), .id("revision")], primaryKey: ["person_id", "revision"],
    isClustered: true)

  /// What a load gave a person; nothing for a person whose roles it took away.
  private static let given = Table(
    "person_role_given",
    [
      .text("person_id"), .id("revision"), .integer("place"), .text("role"), .day("from_day"),
      .day("to_day"),
    ], primaryKey: ["person_id", "revision", "place"], isClustered: true)

  /// Adds what a load gives a person.
  static func add(
    _ person: LoadedPerson, revision: Int64, in transaction: Transaction
  ) throws {
    try transaction.execute(
      "INSERT INTO person_load (person_id, revision) VALUES ($1, $2)", person.personID, revision)
    for (place, grant) in person.grants.enumerated() {
      try transaction.execute(
        """
        INSERT INTO person_role_given (person_id, revision, place, role, from_day, to_day) \
        VALUES ($1, $2, $3, $4, $5, $6)
        """, person.personID, revision, place, grant.roles.description, grant.days.from,
        grant.days.to)
    }
  }

  /// The last load that was made no later than that; nothing when there was none.
  static func lastLoad(
    by time: Instant, in reader: some StoreReading
  ) throws -> AuthorizationV1.PeopleLoad? {
    try reader.first(
      """
      SELECT revision, request_id, loaded_by, at FROM people_load WHERE at <= $1 \
      ORDER BY revision DESC LIMIT 1
      """, time
    ) { row in
      var load = AuthorizationV1.PeopleLoad()
      load.revision = try row.value(0)
      load.requestID = try row.value(1)
      load.loadedBy = try row.value(2, as: String?.self) ?? ""
      let at = try row.value(3, as: Instant.self)
      load.at = .with { $0.microseconds = at.microseconds }
      return load
    }
  }

  /// Names of people behind a name who held something after that load, in order.
  static func names(
    after name: String, at revision: Int64, count: Int, in reader: some StoreReading
  ) throws -> [String] {
    try reader.rows(
      """
      SELECT DISTINCT g.person_id FROM person_role_given g WHERE g.person_id > $1 \
      AND g.revision = (SELECT MAX(l.revision) FROM person_load l \
      WHERE l.person_id = g.person_id AND l.revision <= $2) ORDER BY g.person_id LIMIT $3
      """, name, revision, count
    ) { row in try row.value(0) }
  }

  /// What a person had been given after that load.
  static func grants(
    of name: String, at revision: Int64, in reader: some StoreReading
  ) throws -> [RoleGrant] {
    try reader.rows(
      """
      SELECT person_id, role, from_day, to_day FROM person_role_given WHERE person_id = $1 \
      AND revision = (SELECT MAX(l.revision) FROM person_load l \
      WHERE l.person_id = $1 AND l.revision <= $2) ORDER BY place
      """, name, revision, read: PeopleRows.grant
    ).map(\.grant)
  }
}
