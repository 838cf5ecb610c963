package import Domain

/// A visit: one provider on one day, however many lines or claims bill it (rule `REF-VISIT-1`).
package struct Visit: Hashable, Sendable {
  /// Who did it.
  package var renderingNPI: String
  /// The day.
  package var day: Day

  /// Makes a visit.
  package init(renderingNPI: String, day: Day) {
    self.renderingNPI = renderingNPI
    self.day = day
  }
}
