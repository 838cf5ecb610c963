import Messages
import Storage

/// Checks that people hold what the last loads gave them, and nothing that was written past them.
enum PeopleVerification {
  /// The invariant that a role breaks which no load gave, or which is missing.
  static let invariant = "PEOPLE-HISTORY"

  /// The people who hold something else than they were given.
  ///
  /// - Parameter count: How many are reported at most.
  static func violations(
    max count: Int, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH latest AS (SELECT g.person_id, g.place, g.role, g.from_day, g.to_day \
      FROM person_role_given g WHERE g.revision = (SELECT MAX(l.revision) FROM person_load l \
      WHERE l.person_id = g.person_id)), \
      more AS (SELECT person_id, place, role, from_day, to_day FROM person_role \
      EXCEPT SELECT person_id, place, role, from_day, to_day FROM latest), \
      less AS (SELECT person_id, place, role, from_day, to_day FROM latest \
      EXCEPT SELECT person_id, place, role, from_day, to_day FROM person_role) \
      SELECT person_id FROM more UNION SELECT person_id FROM less ORDER BY person_id LIMIT $1
      """, count
    ) { row in
      StoreVerification.make(
        invariant, record: try row.value(0), "The person holds other roles than the loads gave.")
    }
  }
}
