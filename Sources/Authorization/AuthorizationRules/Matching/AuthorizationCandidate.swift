import Domain

/// One authorization beside one line of a claim: which of its lines comes nearest, and which tests
/// it fails.
struct AuthorizationCandidate {
  /// The record.
  let record: AuthorizationOnFile
  /// Its line that comes nearest to the claim's.
  let line: ApprovedLine
  /// The tests that fail, in order.
  let failures: [AuthorizationTest]

  /// Compares `record` with `claimed`, or gives nothing for a record without lines.
  init?(_ record: AuthorizationOnFile, _ claimed: HoldRequest.Line, memberID: String) {
    let sameService = record.lines.filter { $0.procedure == claimed.procedure }
    let lines = sameService.isEmpty ? record.lines : sameService
    guard let line = lines.min(by: { $0.isNearer(to: claimed, than: $1) }) else { return nil }
    self.record = record
    self.line = line
    self.failures = AuthorizationTest.allCases.filter { test in
      !AuthorizationCandidate.passes(test, record, line, claimed, memberID: memberID)
    }
  }

  /// What is found: the first test that fails decides, and where it is the request's, the physician's
  /// decision, if there is one.
  var outcome: HoldFacts.AuthorizationOutcome {
    guard let first = failures.first else { return .held }
    guard first == .request, let review = record.review else { return first.outcome }
    return review.decision.outcome
  }

  private static func passes(
    _ test: AuthorizationTest, _ record: AuthorizationOnFile, _ line: ApprovedLine,
    _ claimed: HoldRequest.Line, memberID: String
  ) -> Bool {
    switch test {
    case .member: record.memberID == memberID
    case .request: record.state != .denied
    case .provider:
      record.providerNPI.isEmpty || record.providerNPI == claimed.renderingNPI
        || record.providerNPI == claimed.billingNPI
    case .service: line.procedure == claimed.procedure
    case .lastDay: claimed.day <= line.days.to
    case .firstDay: line.days.from <= claimed.day
    case .units: record.state == .denied || line.remaining > .zero
    }
  }

  /// Whether this one is used before `other` when both pass (rule `AUTH-MATCH-1`): first the one
  /// that has all the units asked for, then the one that names the provider, then the one that ends
  /// first, then by number.
  func precedes(_ other: AuthorizationCandidate, asking quantity: Quantity) -> Bool {
    let order = (hasAll(quantity) ? 0 : 1, record.providerNPI.isEmpty ? 1 : 0, line.days.to)
    let otherOrder = (
      other.hasAll(quantity) ? 0 : 1, other.record.providerNPI.isEmpty ? 1 : 0, other.line.days.to
    )
    return order == otherOrder ? record.number < other.record.number : order < otherOrder
  }

  private func hasAll(_ quantity: Quantity) -> Bool {
    quantity <= line.remaining
  }
}

extension ApprovedLine {
  /// Whether this line of an authorization comes nearer to what is claimed than `other` does: one
  /// that has units on the day, then one of the day, then one that ended, then by number.
  fileprivate func isNearer(to claimed: HoldRequest.Line, than other: ApprovedLine) -> Bool {
    let (own, others) = (distance(from: claimed), other.distance(from: claimed))
    return own == others ? lineNumber < other.lineNumber : own < others
  }

  private func distance(from claimed: HoldRequest.Line) -> Int {
    if claimed.day > days.to { return 3 }
    if claimed.day < days.from { return 4 }
    if remaining >= claimed.quantity { return 0 }
    return remaining > .zero ? 1 : 2
  }
}
