/// Whether a facility bears a part of what a physician's service takes.
package enum ServiceSetting: String, Hashable, Sendable, CaseIterable {
  /// The facility is paid for its part, so that the physician's practice has less expense.
  case facility
  /// The practice bears all of it.
  case nonFacility = "non_facility"

  /// The setting of a place of service (rule `NET-PFS-2`).
  ///
  /// A visit by telehealth counts as in a facility, except to the patient's home. A place that the
  /// list does not name is no facility.
  package init(placeOfService: String) {
    self = ServiceSetting.facilities.contains(placeOfService) ? .facility : .nonFacility
  }

  /// Telehealth elsewhere than at home, hospitals and their departments, surgical centres, skilled
  /// nursing, hospice, ambulances, and psychiatric and rehabilitation facilities.
  private static let facilities: Set<String> = [
    "02", "19", "21", "22", "23", "24", "26", "31", "34", "41", "42", "51", "52", "53", "56", "61",
  ]
}
