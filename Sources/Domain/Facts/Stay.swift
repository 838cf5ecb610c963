/// An inpatient stay, of which the claim is decided as a whole.
///
/// Benefit, contract and authorization are those of the day of admission, sequestration is that of the
/// day of discharge.
package struct Stay: Hashable, Sendable {
  /// The number of the line that stands for the whole claim.
  package static let lineNumber = 0
  /// The most days that a stay has.
  package static let daysMax = 3_660
  /// The most levels of care that a stay has.
  package static let accommodationsMax = 999

  /// The days at one level of care.
  package struct Accommodation: Hashable, Sendable {
    /// The level of care: a revenue code of room and board, four digits.
    package var revenueCode: String
    /// How many days, from 1 in a stay that is consistent.
    package var days: Int

    /// Makes the days of a level of care.
    package init(revenueCode: String, days: Int) {
      self.revenueCode = revenueCode
      self.days = days
    }
  }

  /// The day of admission.
  package var admission: Day
  /// The day of discharge.
  package var discharge: Day
  /// The diagnosis related group as the institution has it; empty when none.
  package var diagnosisRelatedGroup: String
  /// The levels of care, in the order of the claim's lines.
  package var accommodations: [Accommodation]

  /// Makes a stay; ``isConsistent`` says whether its days fit together.
  package init(
    admission: Day, discharge: Day, diagnosisRelatedGroup: String = "",
    accommodations: [Accommodation] = []
  ) {
    self.admission = admission
    self.discharge = discharge
    self.diagnosisRelatedGroup = diagnosisRelatedGroup
    self.accommodations = accommodations
  }

  /// How many days the stay has: the day of admission counts, that of discharge does not, and a stay
  /// that ends on the day on which it began has one (rule `STAY-2`).
  package var days: Int {
    max(1, Int(discharge.number) - Int(admission.number))
  }

  /// The level of care of the most days, of equal ones the lower code; nothing without any. It does not
  /// depend on the order of the lines (rule `STAY-1`).
  package var levelOfCare: String? {
    let days = accommodations.reduce(into: [String: Int]()) { days, accommodation in
      let sum = days[accommodation.revenueCode, default: 0].addingReportingOverflow(
        accommodation.days)
      days[accommodation.revenueCode] = sum.overflow ? .max : sum.partialValue
    }
    return days.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// Whether the stay ends after it begins, is not too long, and the days of its levels of care are
  /// those of the stay.
  package var isConsistent: Bool {
    guard admission <= discharge, days <= Stay.daysMax, !accommodations.isEmpty,
      accommodations.count <= Stay.accommodationsMax,
      accommodations.allSatisfy({ (1...Stay.daysMax).contains($0.days) })
    else { return false }
    return accommodations.reduce(0) { $0 + $1.days } == days
  }
}
