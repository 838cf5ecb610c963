import Domain

/// Refuses input that no rule may see: amounts out of range and lines that are named twice.
///
/// Behind this check every amount and every total of the claim lies between zero and
/// ``Money/limit``; no sum over ``Adjudication/linesMax`` lines leaves 64 bits.
enum InputCheck {
  static func check(_ input: AdjudicationInput) throws(AdjudicationError) {
    try checkCount(input.lines)
    try checkUnique(input.lines.map(\.lineNumber), of: "claim")
    try checkUnique(input.coverage.lines.map(\.lineNumber), of: "coverage facts")
    try checkUnique(input.contract.lines.map(\.lineNumber), of: "contract facts")
    try checkUnique(input.hold?.lines.map(\.lineNumber) ?? [], of: "hold facts")
    for line in input.lines {
      try check(line.charge, "charge", line: line.lineNumber)
      try check(line.quantity, "quantity", line: line.lineNumber)
      try PriorPaymentCheck.check(line)
    }
    try checkTotal(input.lines.map(\.charge), of: "charges")
    guard input.balances.values.allSatisfy({ isAccepted($0) }) else {
      throw AdjudicationError(.amountOutOfRange, "a running amount is out of range")
    }
  }

  /// Refuses an amount that is negative or beyond the limit.
  static func check(
    _ amount: Money, _ name: String, line lineNumber: Int
  ) throws(AdjudicationError) {
    guard isAccepted(amount) else {
      throw AdjudicationError(.amountOutOfRange, line: lineNumber, "the \(name) is out of range")
    }
  }

  /// Refuses a quantity that is negative or beyond the limit.
  static func check(
    _ quantity: Quantity, _ name: String, line lineNumber: Int
  ) throws(AdjudicationError) {
    guard Quantity(checkedThousandths: quantity.thousandths) != nil else {
      throw AdjudicationError(.amountOutOfRange, line: lineNumber, "the \(name) is out of range")
    }
  }

  /// Refuses amounts, each of which was checked, whose sum no claim may have.
  static func checkTotal(_ amounts: [Money], of list: String) throws(AdjudicationError) {
    guard isAccepted(amounts.reduce(.zero, +)) else {
      throw AdjudicationError(.amountOutOfRange, "the sum of the \(list) is out of range")
    }
  }

  private static func isAccepted(_ amount: Money) -> Bool {
    (Money.zero...Money.limit).contains(amount)
  }

  private static func checkCount(_ lines: [BilledLine]) throws(AdjudicationError) {
    guard (1...Adjudication.linesMax).contains(lines.count) else {
      throw AdjudicationError(
        .factsIncomplete, "a claim has 1 to \(Adjudication.linesMax) lines")
    }
  }

  private static func checkUnique(_ numbers: [Int], of list: String) throws(AdjudicationError) {
    guard Set(numbers).count == numbers.count, numbers.allSatisfy({ $0 > 0 }) else {
      throw AdjudicationError(
        .factsContradict, "line numbers of the \(list) repeat or are not positive")
    }
  }
}
