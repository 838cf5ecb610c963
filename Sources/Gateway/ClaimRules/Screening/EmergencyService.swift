/// What shows by itself that a line is an emergency (rule `EMERG-1`).
package enum EmergencyService {
  /// Whether the place is an emergency room, or the procedure a visit to one.
  package static func isEmergency(procedure: String, place: String) -> Bool {
    place == "23" || visits.contains(procedure)
  }

  /// Visits to an emergency room: five levels, in the two code systems.
  private static let visits: Set<String> = [
    "99281", "99282", "99283", "99284", "99285", "G0380", "G0381", "G0382", "G0383", "G0384",
  ]
}
