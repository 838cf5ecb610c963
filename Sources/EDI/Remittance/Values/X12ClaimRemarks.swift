/// Remark codes of a claim as a whole, at most five.
package enum X12ClaimRemarks: Hashable, Sendable {
  /// There is none.
  case none
  /// MOA03 to MOA07, of a professional or outpatient claim.
  case outpatient([String])
  /// MIA05 and MIA20 to MIA23, of an inpatient claim, with the days that are covered, MIA01.
  case inpatient([String], coveredDays: Int)

  /// The most codes of one claim.
  package static let codesMax = 5

  /// The codes.
  package var codes: [String] {
    switch self {
    case .none: []
    case .outpatient(let codes), .inpatient(let codes, _): codes
    }
  }
}
