package import Domain

/// A service that is preventive by law: for any diagnosis, for some, or when a modifier says so.
package struct PreventiveService: Hashable, Sendable {
  /// How a diagnosis begins for which it is preventive; empty when it is so for any.
  package var diagnosisPrefix: String
  /// The days of service on which it is.
  package var days: DaySpan

  /// Makes a service of the list.
  package init(diagnosisPrefix: String = "", days: DaySpan) {
    self.diagnosisPrefix = diagnosisPrefix
    self.days = days
  }
}
