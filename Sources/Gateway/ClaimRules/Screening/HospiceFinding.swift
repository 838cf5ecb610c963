import Domain

/// What a hospice election makes of a line (rule `SCREEN-HOSPICE`).
enum HospiceFinding {
  /// Nothing.
  case none
  /// It is a supplemental benefit, which stays with the plan.
  case supplemental
  /// Without a benefit row nobody can say whether it is one.
  case unknown
  /// The line begins in an election and ends outside it, or the other way round.
  case crosses
  /// Medicare itself pays.
  case leftToMedicare

  /// Looks at a covered line with the benefit row that applies to it.
  ///
  /// A service of a hospital without a procedure is never supplemental.
  static func find(
    _ line: SubmittedClaim.Line, ofStay isStay: Bool, _ row: BenefitRow?,
    _ coverage: CoverageFacts.Line
  ) -> HospiceFinding {
    guard coverage.product?.lineOfBusiness == .medicareAdvantage else { return .none }
    let isCrossing =
      !isStay && (coverage.hospiceUntil.map { line.ends(after: $0) } ?? false)
    guard coverage.isInHospice || isCrossing else { return .none }
    switch row {
    case .some(let row) where row.isSupplemental: return .supplemental
    case .none where !line.procedure.isEmpty: return .unknown
    case .some, .none: return isCrossing ? .crosses : .leftToMedicare
    }
  }
}
