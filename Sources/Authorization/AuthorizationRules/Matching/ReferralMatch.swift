import Domain

/// What was found for a line that needs a referral.
struct ReferralMatch {
  /// What was found.
  let outcome: HoldFacts.ReferralOutcome
  /// The referral's number; empty when none was found.
  let number: String
  private let record: ReferralOnFile?

  /// Finds the referral that `claimed` uses, or why there is none.
  ///
  /// Without a primary care provider of record nothing can be told (rule `REF-MATCH-5`). Among
  /// several referrals one that holds is used, the one that ends first; if none holds, the one that
  /// came nearest says why.
  static func finding(
    _ claimed: HoldRequest.Line, memberID: String, in records: [ReferralOnFile]
  ) -> ReferralMatch {
    guard !claimed.primaryCareNPI.isEmpty else { return ReferralMatch(.uncertain, nil) }
    let number = claimed.referralNumber
    let found =
      records
      .filter {
        $0.memberID == memberID && (number.isEmpty || $0.number == number) && $0.reaches(claimed)
      }
      .map { ReferralMatch($0.outcome(for: claimed), $0) }
      .min { $0.precedes($1) }
    guard let found, found.outcome != .none else { return ReferralMatch(.none, nil) }
    return found
  }

  private init(_ outcome: HoldFacts.ReferralOutcome, _ record: ReferralOnFile?) {
    self.outcome = outcome
    self.number = record?.number ?? ""
    self.record = record
  }

  private func precedes(_ other: ReferralMatch) -> Bool {
    guard let record, let otherRecord = other.record else { return record != nil }
    let (own, others) = (outcome.distance, other.outcome.distance)
    guard own == others else { return own < others }
    return record.days.to == otherRecord.days.to
      ? record.number < otherRecord.number : record.days.to < otherRecord.days.to
  }

  /// The step of the trace that says what was found.
  func step(for claimed: HoldRequest.Line, isReserving: Bool) -> TraceStep {
    let row = outcome.reason.flatMap(ReasonTable.row)
    return TraceStep(
      outcome.rule, line: claimed.lineNumber, facts: facts(for: claimed),
      outcome: word(for: claimed, isReserving: isReserving),
      codes: row.map { [$0.label] + $0.remarks } ?? [])
  }

  private func word(for claimed: HoldRequest.Line, isReserving: Bool) -> String {
    guard outcome == .held, let record else { return outcome.rawValue }
    if !isReserving { return "checked" }
    return record.visits.contains(claimed.visit) ? "visit counted already" : "visit reserved"
  }

  private func facts(for claimed: HoldRequest.Line) -> [TraceStep.Fact] {
    var facts: [TraceStep.Fact] = [
      .init("day", claimed.day), .init("specialty", claimed.specialty),
    ]
    guard let record else { return facts }
    facts += [
      .init("referral", record.number), .init("last_day", record.days.to),
      .init("visits_granted", record.visitsGranted), .init("visits_counted", record.visits.count),
    ]
    return facts
  }
}

extension ReferralOnFile {
  /// Whether it was written for the provider of `claimed`: whatever it names must agree.
  fileprivate func reaches(_ claimed: HoldRequest.Line) -> Bool {
    let isProvider = targetNPI.isEmpty || targetNPI == claimed.renderingNPI
    let isSpecialty = targetSpecialty.isEmpty || targetSpecialty == claimed.specialty
    return isProvider && isSpecialty && !(targetNPI.isEmpty && targetSpecialty.isEmpty)
  }

  fileprivate func outcome(for claimed: HoldRequest.Line) -> HoldFacts.ReferralOutcome {
    if claimed.day < days.from { return .none }
    if claimed.day > days.to { return .expired }
    if !isIssuerEligible { return .issuerNotEligible }
    return hasRoom(for: claimed.visit) ? .held : .noVisits
  }
}

extension HoldFacts.ReferralOutcome {
  /// How far from holding it is; the nearest referral says why there is none that holds.
  fileprivate var distance: Int {
    switch self {
    case .notNeeded, .held: 0
    case .noVisits: 1
    case .issuerNotEligible: 2
    case .expired: 3
    case .none: 4
    case .uncertain: 5
    }
  }

  fileprivate var rule: RuleName {
    switch self {
    case .notNeeded, .held: .visitCounted
    case .none: .referralMissing
    case .expired: .referralExpired
    case .noVisits: .referralVisitsUsed
    case .issuerNotEligible: .referralIssuer
    case .uncertain: .referralUncertain
    }
  }
}
