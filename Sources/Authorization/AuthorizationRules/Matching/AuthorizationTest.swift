import Domain

/// The tests that an authorization must pass, in the order in which the first failure decides.
enum AuthorizationTest: CaseIterable {
  case member
  case request
  case provider
  case service
  case lastDay
  case firstDay
  case units

  /// What is found when this test decides.
  var outcome: HoldFacts.AuthorizationOutcome {
    switch self {
    case .member: .otherMember
    case .request: .denied
    case .provider: .otherProvider
    case .service: .otherService
    case .lastDay: .afterEnd
    case .firstDay: .beforeStart
    case .units: .noUnits
    }
  }
}

extension HoldFacts.AuthorizationOutcome {
  /// The rule that leads to this outcome.
  var rule: RuleName {
    switch self {
    case .notNeeded, .held: .authorizationChosen
    case .none: .authorizationMissing
    case .otherMember: .authorizationMember
    case .denied: .authorizationDenied
    case .otherProvider: .authorizationProvider
    case .otherService: .authorizationService
    case .afterEnd: .authorizationEnded
    case .beforeStart: .authorizationNotBegun
    case .noUnits: .authorizationUnitsUsed
    case .notNecessary, .tooMany, .experimental, .wrongSetting: .medicalDecision
    }
  }
}

extension AuthorizationOnFile.MedicalDecision {
  /// What is found when a physician's decision decides (rule `AUTH-DECISION-1`).
  var outcome: HoldFacts.AuthorizationOutcome {
    switch self {
    case .notNecessary: .notNecessary
    case .tooMany: .tooMany
    case .experimental: .experimental
    case .wrongSetting: .wrongSetting
    }
  }
}
