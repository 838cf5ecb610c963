import Domain

/// Refuses input that no rule may see: amounts out of range and lines that are named twice.
///
/// Behind this check every amount lies between zero and ``Money/limit``, so that no sum over
/// ``Adjudication/linesMax`` lines leaves 64 bits.
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
    }
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
      throw AdjudicationError(.factsContradict, "line numbers of the \(list) repeat or are not positive")
    }
  }
}
