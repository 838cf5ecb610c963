package import Domain

/// The tests of a line, with the letter of agreement that prices it if there is one (rule
/// `SCREEN-EXCEPTION`).
///
/// The letter counts only where authorization holds units for the line, which is asked later. So the
/// line is screened twice, and what was found without the letter is kept beside the rest.
struct LetterScreening {
  private let contract: ContractFacts.Line?

  /// - Parameter contract: What the network answered of the line, with the letter if there is one.
  init(_ contract: ContractFacts.Line?) {
    self.contract = contract
  }

  /// Makes the tests of a line, which are given as if there were no letter, and leaves in them what is
  /// found: without a letter that authorization can confirm, what is found without it.
  func evaluate(_ tests: inout LineScreening) {
    guard let contract, contract.letter != nil else { return tests.evaluate() }
    let (number, before) = (tests.line.lineNumber, tests.screening.trace.count)
    var priced = tests
    tests.evaluate()
    priced.contract = contract.pricedByLetter
    priced.evaluate()
    guard priced.screening.holdNeeds.contains(where: { $0.line.lineNumber == number }) else {
      return
    }
    let pends = tests.screening.pends.filter { $0.lineNumber == number }.map(\.reason)
    let need = tests.screening.holdNeeds.first { $0.line.lineNumber == number }
    priced.screening.letterLines[number] = LetterLine(
      lineNumber: number, reasons: tests.screening.reasons[number] ?? [], pends: pends,
      isAuthorizationRequired: need?.isAuthorizationRequired ?? false,
      trace: Array(tests.screening.trace.dropFirst(before)))
    tests = priced
  }
}

/// What holds for a line that a letter of agreement would price, when its authorization is not held.
package struct LetterLine: Hashable, Sendable {
  /// The line's number in the claim.
  package let lineNumber: Int
  /// The reasons that deny it then.
  package let reasons: [Reason]
  /// The reasons for which a person must decide then.
  package private(set) var pends: [PendReason]
  /// Whether an authorization is needed then.
  package let isAuthorizationRequired: Bool
  /// How it was screened without the letter.
  package private(set) var trace: [TraceStep]

  /// Says what holds.
  package init(
    lineNumber: Int, reasons: [Reason], pends: [PendReason], isAuthorizationRequired: Bool,
    trace: [TraceStep] = []
  ) {
    self.lineNumber = lineNumber
    self.reasons = reasons
    self.pends = pends
    self.isAuthorizationRequired = isAuthorizationRequired
    self.trace = trace
  }

  /// Keeps a reason for which a person must decide then.
  mutating func pend(_ reason: PendReason, by rule: RuleName) {
    guard !pends.contains(reason) else { return }
    pends.append(reason)
    trace.append(
      TraceStep(rule, line: lineNumber, outcome: "pended: \(reason.rawValue)"))
  }
}
