/// Why a claim cannot be decided from the facts given: a definite refusal, before anything is posted.
///
/// `message` names lines by number and holds no member data, so that a log may show it.
package struct AdjudicationError: Error, Hashable, Sendable {
  /// What is wrong, for a program.
  package var code: Code
  /// What is wrong, for an examiner.
  package var message: String
  /// The line that it is about; nothing when it is about the claim as a whole.
  package var lineNumber: Int?

  init(_ code: Code, line lineNumber: Int, _ message: String) {
    self.code = code
    self.message = "line \(lineNumber): \(message)"
    self.lineNumber = lineNumber
  }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The kinds of refusal; the raw value is the reason that a caller receives.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// A covered line lacks a fact, such as its benefit row or its fee.
    case factsIncomplete = "FACTS_INCOMPLETE"
    /// The facts say that a line must not be paid, but no reason denies it.
    case factsContradict = "FACTS_CONTRADICT"
    /// An amount or a quantity is negative or larger than any that is accepted.
    case amountOutOfRange = "AMOUNT_OUT_OF_RANGE"
    /// The price of a covered line is nothing, which would need a reason of its own.
    case allowedZero = "ALLOWED_ZERO"
    /// A modifier changes the price in a way that a person must decide.
    case manualPricing = "MANUAL_PRICING"
    /// A capitated or salaried line has a deductible or coinsurance.
    case capitatedCostShare = "CAPITATED_COST_SHARE"
  }
}

extension AdjudicationError: CustomStringConvertible {
  package var description: String { "\(code.rawValue): \(message)" }
}
