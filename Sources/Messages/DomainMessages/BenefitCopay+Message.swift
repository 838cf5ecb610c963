package import Domain
package import Messages

extension BenefitRow.CopayUnit {
  /// Reads of what a copay is due once; unspecified is a visit.
  package init(_ message: EligibilityV1.CopayUnit, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified, .visit: self = .visit
    case .day: self = .day
    default: throw MessageError(field, "is no unit of a copay")
    }
  }

  /// The unit as a message.
  package var message: EligibilityV1.CopayUnit {
    switch self {
    case .visit: .visit
    case .day: .day
    }
  }
}

extension BenefitRow.CopayDays {
  /// Reads the days of a stay of which a copay a day is due; a visit names none.
  package init(_ row: EligibilityV1.BenefitRow) throws(MessageError) {
    let daysMax = Int32(Stay.daysMax)
    guard (0...daysMax).contains(row.copayFirstDay) else {
      throw MessageError("copay_first_day", "is not 0 to \(daysMax)")
    }
    let first = max(1, row.copayFirstDay)
    guard row.copayLastDay == 0 || (first...daysMax).contains(row.copayLastDay) else {
      throw MessageError("copay_last_day", "is not 0 nor from the first day to \(daysMax)")
    }
    guard row.copayUnit == .day || (row.copayFirstDay == 0 && row.copayLastDay == 0) else {
      throw MessageError("copay_first_day", "belongs to a copay a day")
    }
    self.init(first: Int(first), last: row.copayLastDay == 0 ? nil : Int(row.copayLastDay))
  }
}
