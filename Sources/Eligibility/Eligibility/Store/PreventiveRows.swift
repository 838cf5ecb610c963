import Domain
import EligibilityRules
import Storage

/// Reads and writes the services that are preventive by law.
enum PreventiveRows {
  /// Every service, by procedure.
  static func services(
    in reader: some StoreReading
  ) throws -> [String: [PreventiveService]] {
    var services: [String: [PreventiveService]] = [:]
    try reader.forEach(
      """
      SELECT procedure, diagnosis_prefix, from_day, to_day FROM preventive_service \
      ORDER BY procedure, diagnosis_prefix, from_day
      """
    ) { row in
      services[try row.value(0), default: []].append(
        PreventiveService(diagnosisPrefix: try row.value(1), days: try row.span(2, 3)))
    }
    return services
  }

  /// Adds a service, or gives it other days when one begins on the same day; says what was there.
  static func put(
    _ service: PreventiveService, of procedure: String, in transaction: Transaction
  ) throws -> PreventiveService? {
    let old = try transaction.first(
      """
      SELECT from_day, to_day FROM preventive_service \
      WHERE procedure = $1 AND diagnosis_prefix = $2 AND from_day = $3
      """, procedure, service.diagnosisPrefix, service.days.from
    ) { row in
      PreventiveService(diagnosisPrefix: service.diagnosisPrefix, days: try row.span(0, 1))
    }
    guard old != service else { return old }
    try transaction.execute(
      """
      INSERT INTO preventive_service (procedure, diagnosis_prefix, from_day, to_day) \
      VALUES ($1, $2, $3, $4) \
      ON CONFLICT (procedure, diagnosis_prefix, from_day) DO UPDATE SET to_day = excluded.to_day
      """, procedure, service.diagnosisPrefix, service.days.from, service.days.to)
    return old
  }
}
