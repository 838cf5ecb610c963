import ClaimRules
import Domain

/// What is asked of screening, beginning with a covered visit in the network, and its answer in words.
struct ScreeningFixture {
  var claim = Fixture.claim()
  var coverage = CoverageFacts(
    match: .matched, memberID: "M1", familyID: "F1", lines: [Fixture.covered()])
  var contract = ContractFacts(lines: [Fixture.contracted()])
  var duplicates: Set<Int> = []
  var decided: [Int: Reason] = [:]

  init(_ change: (inout ScreeningFixture) -> Void = { _ in }) {
    change(&self)
  }

  /// Screens the claim.
  var screening: Screening {
    ClaimScreening.evaluate(
      ClaimScreening.Input(
        claim: claim, duplicateLines: duplicates, coverage: coverage, contract: contract,
        decidedReasons: decided))
  }
}

extension Screening {
  /// The reasons of the first line.
  var denials: [Reason] { reasons[1] ?? [] }
  /// The reasons to pend, without their lines.
  var pendReasons: [PendReason] { pends.map(\.reason) }
  /// The rules that left a trace, in order.
  var rules: [String] { trace.map(\.rule.name) }
}
