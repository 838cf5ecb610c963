/// What was decided for a claim.
package struct ClaimDecision: Hashable, Sendable {
  /// One decision a line, in line order.
  package var lines: [LineDecision]
  /// The claim status as a remittance reports it: 1 primary, 4 member not recognised.
  package var claimStatusCode: Int
  /// What is posted to running amounts.
  package var postings: [AccumulatorPosting]
  /// How it was decided.
  package var trace: [TraceStep]
  /// The running amounts before the claim, those that are not zero; with them the decision can be
  /// made again.
  package var balancesBefore: [AccumulatorBalance]
  /// The visits of the claim whose copay an earlier claim took.
  package var copayVisitsBefore: [CopayVisit]
  /// The visits whose copay this claim takes.
  package var copayVisitsTaken: [CopayVisit]
  /// What was used before the claim of the limits that its lines look at.
  package var limitsBefore: [LimitBalance] = []
  /// The visits of the claim that earlier claims counted towards a limit.
  package var limitVisitsBefore: [CopayVisit] = []
  /// What is posted to limits.
  package var limitPostings: [LimitPosting] = []

  /// Makes a decision.
  package init(
    lines: [LineDecision], claimStatusCode: Int, postings: [AccumulatorPosting],
    trace: [TraceStep], balancesBefore: [AccumulatorBalance] = [],
    copayVisitsBefore: [CopayVisit] = [], copayVisitsTaken: [CopayVisit] = []
  ) {
    self.lines = lines
    self.claimStatusCode = claimStatusCode
    self.postings = postings
    self.trace = trace
    self.balancesBefore = balancesBefore
    self.copayVisitsBefore = copayVisitsBefore
    self.copayVisitsTaken = copayVisitsTaken
  }

  /// The sum of the charges.
  package var charge: Money { lines.reduce(.zero) { $0 + $1.charge } }
  /// The sum of the payments.
  package var paid: Money { lines.reduce(.zero) { $0 + $1.paid } }
  /// The sum of what the patient owes.
  package var patientShare: Money { lines.reduce(.zero) { $0 + $1.patientShare } }
  /// Whether the claim is decided as a whole, and not line by line (rule `STAY-1`).
  package var isOfWholeClaim: Bool { lines.map(\.lineNumber) == [Stay.lineNumber] }
  /// Whether every line is denied.
  package var isDenied: Bool { lines.allSatisfy(\.isDenied) }
  /// Whether a line waits at 0.00 for a premium (rule `STATUS-2`).
  package var isSuspended: Bool { lines.contains(where: \.isSuspended) }
}
