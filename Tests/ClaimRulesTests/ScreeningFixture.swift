import ClaimRules
import Domain

/// What is asked of screening, beginning with a covered visit in the network, and its answer in words.
struct ScreeningFixture {
  var claim = Fixture.claim()
  var coverage = CoverageFacts(
    match: .matched, memberID: "M1", familyID: "F1", lines: [Fixture.covered()])
  var contract = ContractFacts(lines: [Fixture.contracted()])
  var duplicates: Set<Int> = []
  var possibleDuplicates: Set<Int> = []
  var decided: [Int: Reason] = [:]
  var overruled: Set<Pend> = []
  var papers: Set<String> = []
  var codes = CodeBook()
  var received = Fixture.received

  init(_ change: (inout ScreeningFixture) -> Void = { _ in }) {
    change(&self)
  }

  /// Screens the claim.
  var screening: Screening {
    var input = ScreeningInput(
      claim: claim, received: received, coverage: coverage, contract: contract)
    input.duplicateLines = duplicates
    input.possibleDuplicateLines = possibleDuplicates
    input.decidedReasons = decided
    input.overruled = overruled
    input.papersReceived = papers
    input.codes = codes
    return ClaimScreening.evaluate(input)
  }
}

extension Screening {
  /// The reasons of the first line, or of a stay as a whole.
  var denials: [Reason] { reasons[1] ?? reasons[0] ?? [] }
  /// The reasons to pend, without their lines.
  var pendReasons: [PendReason] { pends.map(\.reason) }
  /// The rules that left a trace, in order.
  var rules: [String] { trace.map(\.rule.name) }
}

extension CodeBook {
  /// Puts a set in place that was loaded once more.
  mutating func put(_ codes: CodeSet, _ name: CodeSetName) {
    put(.codes(codes), name, version: 1 + (versions.first { $0.name == name }?.version ?? 0))
  }
}
