extension HoldFacts.AuthorizationOutcome {
  /// The reason with which the outcome denies a line, or nothing when it denies none.
  package var reason: Reason? {
    switch self {
    case .notNeeded, .held: nil
    case .none: .authorizationMissing
    case .otherMember: .authorizationOtherMember
    case .denied: .authorizationDenied
    case .otherProvider: .authorizationOtherProvider
    case .otherService: .authorizationOtherService
    case .afterEnd: .authorizationEnded
    case .beforeStart: .authorizationNotBegun
    case .noUnits: .authorizationUnitsUsed
    case .notNecessary: .notNecessary
    case .tooMany: .tooMany
    case .experimental: .experimental
    case .wrongSetting: .wrongSetting
    }
  }
}

extension HoldFacts.ReferralOutcome {
  /// The reason with which the outcome denies a line, or nothing when it denies none.
  ///
  /// An uncertain outcome denies nothing; payment refuses to pay on it.
  package var reason: Reason? {
    switch self {
    case .notNeeded, .held, .uncertain: nil
    case .none: .referralMissing
    case .expired: .referralExpired
    case .noVisits: .referralVisitsUsed
    case .issuerNotEligible: .referralIssuer
    }
  }
}
