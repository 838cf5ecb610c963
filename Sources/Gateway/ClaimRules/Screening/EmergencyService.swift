/// What shows by itself that a line is an emergency (rule `EMERG-1`).
package enum EmergencyService {
  /// Whether the place or the revenue code is an emergency room's, or the procedure a visit to one.
  package static func isEmergency(
    procedure: String, place: String, revenueCode: String = ""
  ) -> Bool {
    place == "23" || visits.contains(procedure) || revenueCode.hasPrefix("045")
  }

  /// Visits to an emergency room: five levels, in the two code systems.
  private static let visits: Set<String> = [
    "99281", "99282", "99283", "99284", "99285", "G0380", "G0381", "G0382", "G0383", "G0384",
  ]
}
