import Domain

/// What was found for one line of a claim, from which its answer, its trace and its reservation
/// follow.
struct LineFindings {
  private let line: HoldRequest.Line
  private let authorization: AuthorizationMatch?
  private let referral: ReferralMatch?

  /// Looks for what `line` needs.
  init(of line: HoldRequest.Line, memberID: String, in records: RecordsOnFile) {
    self.line = line
    self.authorization =
      line.looksForAuthorization
      ? AuthorizationMatch.finding(line, memberID: memberID, in: records.authorizations) : nil
    self.referral =
      line.isReferralRequired
      ? ReferralMatch.finding(line, memberID: memberID, in: records.referrals) : nil
  }

  /// What the line reserves; nothing when it is checked only or lacks something (rule `HOLD-1`).
  var reservation: Reservation? {
    guard isReserving else { return nil }
    let units = authorization.flatMap(units)
    let visit = referral.map {
      Reservation.ReferralVisit(referralNumber: $0.number, visit: line.visit)
    }
    guard units != nil || visit != nil else { return nil }
    return Reservation(lineNumber: line.lineNumber, day: line.day, units: units, visit: visit)
  }

  /// What the claim is told.
  var facts: HoldFacts.Line {
    HoldFacts.Line(
      lineNumber: line.lineNumber, authorization: authorization?.outcome ?? .notNeeded,
      authorizationNumber: authorization?.number ?? "",
      authorizationLine: authorization?.line?.lineNumber ?? 0,
      held: reservation?.units?.quantity ?? .zero, referral: referral?.outcome ?? .notNeeded,
      referralNumber: referral?.number ?? "")
  }

  /// How it was found.
  var trace: [TraceStep] {
    var steps: [TraceStep] = []
    if let authorization {
      steps.append(authorization.step(for: line))
      if let approved = authorization.line, authorization.outcome == .held {
        steps.append(unitsStep(for: approved))
      }
    }
    if let referral { steps.append(referral.step(for: line, isReserving: isReserving)) }
    return steps
  }

  private var isReserving: Bool {
    let hasUnits =
      !line.isAuthorizationRequired || (authorization.map { $0.outcome == .held } ?? true)
    let hasVisit = referral.map { $0.outcome == .held } ?? true
    return !line.isCheckedOnly && hasUnits && hasVisit
  }

  private func units(of match: AuthorizationMatch) -> Reservation.Units? {
    guard let approved = match.line, quantityHeld(of: approved) > .zero else { return nil }
    return Reservation.Units(
      authorizationNumber: match.number, authorizationLine: approved.lineNumber,
      quantity: quantityHeld(of: approved))
  }

  private func quantityHeld(of approved: ApprovedLine) -> Quantity {
    min(line.quantity, approved.remaining)
  }

  private func unitsStep(for approved: ApprovedLine) -> TraceStep {
    let held = isReserving ? quantityHeld(of: approved) : .zero
    return TraceStep(
      isReserving ? .unitsHeld : .unitsChecked, line: line.lineNumber,
      facts: [
        .init("asked", line.quantity), .init("approved", approved.approved),
        .init("used", approved.used), .init("reserved", approved.reserved), .init("held", held),
      ],
      outcome: outcome(held))
  }

  private func outcome(_ held: Quantity) -> String {
    guard isReserving else { return "checked" }
    return held < line.quantity ? "held in part" : "held"
  }
}
