/// What a physician's service takes, as Medicare weighs it: relative value units by their parts.
///
/// Each part is in hundredths of a unit, as the relative value file prints it. A technical or
/// professional part of a service has a row, and so a value, of its own.
package struct RelativeValue: Hashable, Sendable {
  /// The physician's work, in hundredths of a unit.
  package let workHundredths: Int64
  /// The practice's expense in a facility, which bears a part of it, in hundredths of a unit.
  package let facilityExpenseHundredths: Int64
  /// The practice's expense elsewhere, in hundredths of a unit.
  package let nonFacilityExpenseHundredths: Int64
  /// Professional liability insurance, in hundredths of a unit.
  package let malpracticeHundredths: Int64

  /// Makes a value, or nothing when a part is negative.
  package init?(
    workHundredths: Int64, facilityExpenseHundredths: Int64, nonFacilityExpenseHundredths: Int64,
    malpracticeHundredths: Int64
  ) {
    let parts = [
      workHundredths, facilityExpenseHundredths, nonFacilityExpenseHundredths,
      malpracticeHundredths,
    ]
    guard parts.allSatisfy({ $0 >= 0 }) else { return nil }
    self.workHundredths = workHundredths
    self.facilityExpenseHundredths = facilityExpenseHundredths
    self.nonFacilityExpenseHundredths = nonFacilityExpenseHundredths
    self.malpracticeHundredths = malpracticeHundredths
  }

  /// The practice's expense in `setting`, in hundredths of a unit.
  package func expenseHundredths(in setting: ServiceSetting) -> Int64 {
    switch setting {
    case .facility: facilityExpenseHundredths
    case .nonFacility: nonFacilityExpenseHundredths
    }
  }
}
