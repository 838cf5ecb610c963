import DomainMessages

/// The year that a settlement names.
enum SettledYear {
  /// The years of service that can be settled.
  static let years = 2000...9998

  /// Reads a year.
  static func year(_ year: Int32) throws(MessageError) -> Int {
    guard years.contains(Int(year)) else {
      throw MessageError("year", "is not \(years.lowerBound) to \(years.upperBound)")
    }
    return Int(year)
  }
}
